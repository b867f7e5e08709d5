"""What can be fetched, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

What = Literal["new", "newer", "unchanged", "here", "offered", "nothing", "failed"]


@dataclass(frozen=True)
class Offer:
    """One file of a publisher. `name` is what it is called here, `into` the folder it goes to, from the plan folder.

    `published` and `size` are as the publisher lists them; None where it lists nothing. `hosts` are machines beside
    the address's own that may be asked for it.
    """

    address: str
    name: str
    into: str
    published: date | None = None
    size: int | None = None
    hosts: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.into}/{self.name}"


@dataclass(frozen=True)
class Outcome:
    """What became of one offer, or of a source that has none.

    `path` is from the plan folder, empty where nothing is there. `says` are words that can end a sentence.
    """

    sources: tuple[str, ...]
    what: What
    address: str = ""
    path: str = ""
    size: int | None = None
    says: str = ""


class NotHad(Exception):
    """A file or a list that cannot be had. The text says what was found and what to do. `keeps`: a part was kept."""

"""A form: the columns of one kind of record, what may stand in them, and the rules between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Type = Literal["id", "code", "text", "integer", "number", "seconds", "date", "time", "month", "boolean"]
Contract = Literal[
    "calls",
    "incidents",
    "crimes",
    "outcomes",
    "stops",
    "use-of-force",
    "complaints",
    "workforce",
    "training",
    "survey-responses",
    "vehicles-seized",
    "op-snap",
    "road-enforcement",
    "arrests",
    "orders",
]


@dataclass(frozen=True)
class FormColumn:
    """One column.

    `type`: an `id` points to a record or a person in the force's own system and is never shown; a `code` is one of
    `values`; a `text` is a short code of the publisher's that no list here holds (an offence code, an area), in the
    form of `pattern` where there is one; a `time` is London's clock, to the minute or second; `seconds` are whole.
    `required`: blank is a fault, and so is a file without the column. `least` and `most` are the ends of what a number
    may be, both included. `unit` says of what a number is. `values` are the words allowed, each with its meaning.
    """

    type: Type
    about: str
    required: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    least: int | None = None
    most: int | None = None
    unit: str | None = None

    @property
    def private(self) -> bool:
        """Whether its cells may stand in no message and no list of faulty rows."""
        return self.type == "id"


@dataclass(frozen=True)
class Rule:
    """What must hold between the cells of one row. `says` is the rule in a sentence, `id` its name in counts.

    It is asked of rows in which each column of `when` holds one of its words. `order`: columns of times, dates or
    numbers, none of them before (below) the one ahead of it; blank ones are passed over. `needs`: columns that must be
    filled. `blank`: columns that must not be. `any_of`: columns of which one must be filled. A rule is asked only
    where the file has all of its columns.
    """

    id: str
    says: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.when, *self.order, *self.needs, *self.blank, *self.any_of)))


@dataclass(frozen=True)
class Elapsed:
    """A column that is worked out: whole seconds from one time to another, days from one date to another.

    Blank where either is. Times are London's clock; on the nights when it is turned the hour is reckoned with.
    `working` counts working days alone, the day after the first being 1.
    """

    from_: str
    to: str
    about: str
    working: bool = False


@dataclass(frozen=True)
class Form:
    """One kind of record.

    `row` says what one row is. `month` is the column whose month a row belongs to. `key` are the columns that
    together name a record: no two rows of a file have the same. `used_for` are the figures it is for. `never` are
    headings, beside those of `private.yaml`, of columns that are never to be sent. `flags` are the columns of marks of
    the kind that the Home Office's Annual Data Requirement (ADR) asks for. `notes` tell whoever makes the extract what
    to mind.
    """

    title: str
    row: str
    used_for: tuple[str, ...]
    month: str
    key: tuple[str, ...]
    columns: Mapping[str, FormColumn]
    rules: tuple[Rule, ...] = ()
    elapsed: Mapping[str, Elapsed] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

"""The files that sources offer, brought into the plan folder: each whole and sound, or not there at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from peelian.errors import naming
from peelian.fetching.bring import Brought, Clock, Told, bring
from peelian.fetching.model import NotHad, Offer, Outcome, What
from peelian.fetching.naming import with_day
from peelian.fetching.offering import offers_of
from peelian.fetching.part import Part, Version
from peelian.fetching.soundness import fault
from peelian.fetching.web import Web
from peelian.snapshots import sha256_of, sync_folder, write_beside
from peelian.sources.addresses import BY_HAND
from peelian.sources.arrivals import SUFFIX, Arrival, arrival_of, sidecar_of, written
from peelian.sources.lock import Waiting, locked, silent
from peelian.sources.model import Source

WORK = ".fetching"
"""The folder of files on their way, in the plan folder: no pattern of a source should name it."""
LOCK = ".lock"


@dataclass(frozen=True)
class Errand:
    """What a fetch needs beside the sources: where to, the time it is (with its zone), the web, and whom to tell."""

    folder: Path
    now: datetime
    web: Web
    told: Told = lambda have, size: None
    clock: Clock = field(default_factory=Clock)
    waiting: Waiting = silent

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True)
class _Held:
    """A file that is here already of an address."""

    path: Path
    arrival: Arrival


def fetch(sources: Mapping[str, Source], errand: Errand) -> Iterator[Outcome]:
    """Brings what is new, source by source; what several sources share is brought once.

    A file is in its place whole, with its sidecar, or not at all; one that is newer than what is here gets the day in
    its name, and the older stays. Only one fetch works on a plan folder at a time: another waits. Raises MachineFault
    where the disk has no room.
    """
    with locked(errand.folder / WORK, LOCK, lambda _: errand.waiting(errand.folder)):
        for ids, offer in _listed(sources, errand.web):
            if isinstance(offer, Outcome):
                yield offer
                continue
            try:
                outcome = _fetched(ids, offer, errand)
            except NotHad as error:
                outcome = Outcome(ids, "failed", offer.address, says=str(error))
            yield _named(outcome, sources, errand.folder)


def offered(sources: Mapping[str, Source], folder: Path, web: Web) -> Iterator[Outcome]:
    """What there is to fetch, and what is in the plan folder already. Publishers' lists are read; no file is asked for.

    Whether there is a newer one of a file that is here is not known.
    """
    for ids, offer in _listed(sources, web):
        yield offer if isinstance(offer, Outcome) else _before(ids, offer, folder)


def _before(ids: tuple[str, ...], offer: Offer, folder: Path) -> Outcome:
    """An offer as it stands before it is fetched."""
    held = _newest(folder / offer.into, offer.address)
    if held is None:
        return Outcome(ids, "offered", offer.address, offer.path, offer.size)
    says = f"here since {held.arrival.received}; would ask whether there is a newer one"
    return Outcome(ids, "here", offer.address, _relative(held.path, folder), held.arrival.size, says)


def _listed(sources: Mapping[str, Source], web: Web) -> Iterator[tuple[tuple[str, ...], Offer | Outcome]]:
    """Every offer once, with the sources it is for; sources that have none, as outcomes. Nothing of typed figures
    without an address: they are files of the plan itself.
    """
    shared: dict[tuple[str, str], tuple[list[str], Offer]] = {}
    for id, source in sources.items():
        try:
            found = list(offers_of(id, source, web))
        except NotHad as error:
            yield (id,), Outcome((id,), "failed", says=str(error))
            continue
        if not found and source.format != "figures":
            yield (id,), Outcome((id,), "nothing", says=_no_address(source))
        for offer in found:
            shared.setdefault((offer.address, offer.path), ([], offer))[0].append(id)
    for ids, offer in shared.values():
        yield tuple(ids), offer


def _no_address(source: Source) -> str:
    """What a person is to do where nothing can be fetched."""
    by_hand = BY_HAND.get(source.format)
    if by_hand is None:
        return "no address is known for it; put its files in place by hand, or give it 'fetch' in sources.yaml"
    says = f"its files come by hand: {by_hand.why}. Look at {by_hand.page}, save the file and name it in 'files'"
    return f"{says}; where you find its address, write it under 'fetch' in sources.yaml"


def _fetched(ids: tuple[str, ...], offer: Offer, errand: Errand) -> Outcome:
    held = _newest(errand.folder / offer.into, offer.address)
    known = Version(offer.address, held.arrival.etag, held.arrival.modified) if held else None
    part = Part(errand.folder / WORK, f"{hashlib.sha256(offer.address.encode()).hexdigest()[:12]}-{offer.name}")
    part.check_room(offer.size)
    brought = bring(errand.web, offer, part, known, errand.told, errand.clock)
    if brought is None:
        assert held is not None
        return Outcome(ids, "unchanged", offer.address, _relative(held.path, errand.folder), held.arrival.size)
    if wrong := fault(part.path, offer.name, brought.digests):
        part.drop()
        raise NotHad(wrong)
    arrival = _arrival(offer, brought, part, errand)
    if held is not None and held.arrival.sha256 == arrival.sha256:
        part.drop()
        return Outcome(ids, "unchanged", offer.address, _relative(held.path, errand.folder), arrival.size)
    place = _free(errand.folder / offer.into / offer.name, errand.today)
    _put(part, place, arrival)
    what: What = "new" if held is None else "newer"
    return Outcome(ids, what, offer.address, _relative(place, errand.folder), arrival.size)


def _put(part: Part, place: Path, arrival: Arrival) -> None:
    """The sidecar first: whoever finds the file finds what is known of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with part.path.open("rb+") as file:
        os.fsync(file.fileno())
    with naming(sidecar_of(place)):
        write_beside(sidecar_of(place), written(arrival))
    os.replace(part.path, place)
    sync_folder(place.parent)
    part.drop()


def _arrival(offer: Offer, brought: Brought, part: Part, errand: Errand) -> Arrival:
    version = brought.version
    published = offer.published or _day(version.modified) or errand.today
    return Arrival(
        offer.address,
        min(published, errand.today),
        errand.today,
        sha256_of(part.path),
        part.size,
        version.etag,
        version.modified,
        errand.now.astimezone(UTC).isoformat(timespec="milliseconds"),
    )


def _newest(folder: Path, address: str) -> _Held | None:
    """The newest file of an address in a folder, by its sidecar, where its bytes are still those that came."""
    found = []
    for beside in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        path = beside.with_name(beside.name.removesuffix(SUFFIX))
        if not path.is_file():
            continue
        arrival, _ = arrival_of(path, sha256_of(path), path.name)
        if arrival is not None and arrival.address == address:
            found.append(_Held(path, arrival))
    return max(found, key=_when, default=None)


def _when(held: _Held) -> tuple[date, str, int, str]:
    """What orders the files of an address; of files without a time of their fetch the name's number does."""
    return held.arrival.received, held.arrival.fetched, len(held.path.name), held.path.name


def _free(place: Path, today: date) -> Path:
    """A name that no file has: its own, else with the day, else with the day and a number."""
    names: Iterable[str] = (
        place.name,
        with_day(place.name, today.isoformat()),
        *(with_day(place.name, f"{today.isoformat()}-{number}") for number in range(2, 1000)),
    )
    return next(place.with_name(name) for name in names if not place.with_name(name).exists())


def _named(outcome: Outcome, sources: Mapping[str, Source], folder: Path) -> Outcome:
    """The outcome, saying so where no pattern of its sources names the file that is there."""
    if outcome.what not in ("new", "newer", "unchanged"):
        return outcome
    place = folder / outcome.path
    without = [id for id in outcome.sources if not any(place in folder.glob(pattern) for pattern in sources[id].files)]
    if not without:
        return outcome
    says = f"'files' of {', '.join(without)} does not name it; add {outcome.path}"
    return Outcome(outcome.sources, outcome.what, outcome.address, outcome.path, outcome.size, says)


def _day(modified: str) -> date | None:
    try:
        return parsedate_to_datetime(modified).date()
    except (TypeError, ValueError):
        return None


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()

"""Areas that stand in files beside plan.yaml: those of lookup files, and the outlines of drawn ones."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from peelian.findings import Finding
from peelian.plan import geojson
from peelian.plan.areas import Area, AreaLookup, Areas
from peelian.plan.files import is_there, read
from peelian.series.outlines import Outline
from peelian.sources.kinds import kind_by_bytes
from peelian.sources.problems import Place
from peelian.sources.sheettext import WORKBOOKS, csv_of

MOST_BYTES = 200_000_000  # of a lookup, unpacked; that of every small area of England and Wales has 3 MB


@dataclass
class AreaFiles:
    """What the files hold. `files` are their bytes by path, `lines` where each area stands, keyed "area:ID"."""

    areas: Areas
    outlines: dict[str, Outline] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_area_files(folder: Path, areas: Areas, where: str, then: Collection[str] | None = None) -> AreaFiles:
    """The tree with the areas of lookup files, and the outlines. `where` is the line of `areas` in plan.yaml.

    `then` are the paths of the files that there were at some time: optional lookups that are none of them are left out.
    """
    found = AreaFiles(areas)
    known = {area.id: area for area in areas.list}
    added: dict[str, Area] = {}
    for lookup in areas.from_:
        if fault := _settings(lookup, areas, known):
            found.findings.append(Finding("area-lookup", where, f"{lookup.file}: {fault}"))
            continue
        if lookup.optional and not (is_there(folder / lookup.file) and (then is None or lookup.file in then)):
            continue
        text = _text(folder, lookup, where, found)
        if text is not None:
            _take(lookup, text, known, added, found)
    for drawn in areas.drawn:
        if drawn.polygon is None:
            continue
        data = _bytes(folder, drawn.polygon, where, found)
        if data is not None:
            try:
                found.outlines[drawn.id] = geojson.outline(data)
            except geojson.Misdrawn as fault:
                found.findings.append(Finding("area-outline", drawn.polygon, f"area '{drawn.id}': {fault}"))
    found.areas = replace(areas, list=(*areas.list, *added.values()))
    return found


def _settings(lookup: AreaLookup, areas: Areas, known: Collection[str]) -> str | None:
    unknown = [level.level for level in lookup.levels if level.level not in areas.levels]
    if not lookup.levels:
        return "'levels' is empty; name at least one, with the columns of its codes and names"
    if unknown:
        return f"no level '{unknown[0]}'; levels are: {', '.join(areas.levels)}"
    if lookup.under not in known:
        return f"'under' is '{lookup.under}', which is no area of the list"
    return None


def _bytes(folder: Path, name: str, where: str, found: AreaFiles) -> bytes | None:
    path = folder / name
    data = read(path, folder) if path.exists() or path.is_symlink() else "there is no such file; put it there"
    if isinstance(data, str):
        found.findings.append(Finding("unreadable-file", where, f"{name}: {data}"))
        return None
    found.files[name] = data
    return data


def _text(folder: Path, lookup: AreaLookup, where: str, found: AreaFiles) -> str | None:
    name = lookup.file
    data = _bytes(folder, name, where, found)
    if data is None:
        return None
    if data and (kind := kind_by_bytes(folder / name)) in WORKBOOKS:
        text = csv_of(folder / name, kind, Place(name), lookup.columns)
        if isinstance(text, Finding):
            found.findings.append(replace(text, code="area-lookup"))
            return None
        return text
    says = "the lookup is not UTF-8; save it as 'CSV UTF-8'"
    try:
        if data[:2] == b"\x1f\x8b":
            says = "the lookup is cut off or no gzip; fetch it again"
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
            says = "the lookup is not UTF-8; save it as 'CSV UTF-8'"
        if len(data) > MOST_BYTES:
            says = f"the lookup has more than {MOST_BYTES:,} bytes; keep the rows of your own areas"
        else:
            return data.decode("utf-8-sig")
    except (UnicodeDecodeError, EOFError, OSError, zlib.error):
        pass
    found.findings.append(Finding("area-lookup", f"{name}:1", says))
    return None


def _take(lookup: AreaLookup, text: str, known: Mapping[str, Area], added: dict[str, Area], found: AreaFiles) -> None:
    """Adds the areas of a lookup, each once; one whose rows disagree on its name or parent is told."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    here: dict[str, Area] = {}
    listed = {area.code: area for area in known.values() if area.code}
    kept = False
    try:
        lacking = _lacking(lookup, reader.fieldnames or ())
        if lacking:
            found.findings.append(Finding("area-lookup", f"{lookup.file}:1", lacking))
            return
        for row in reader:
            if all((row[column] or "").strip() in values for column, values in lookup.where.items()):
                kept = True
                for area, fault in _of_row(lookup, row, here, listed, known.keys() | added.keys()):
                    where = f"{lookup.file}:{reader.line_num}"
                    if fault:
                        found.findings.append(Finding("area-lookup", where, fault))
                        return
                    found.lines[f"area:{area.id}"] = where
    except csv.Error as error:
        says = f"the lookup cannot be read ({error}); fetch it again"
        found.findings.append(Finding("area-lookup", f"{lookup.file}:{reader.line_num}", says))
        return
    if not kept:
        says = "no row of the lookup is kept; mend 'where', whose values must stand in its columns"
        found.findings.append(Finding("area-lookup", f"{lookup.file}:1", says))
    added |= here


def _lacking(lookup: AreaLookup, there: Sequence[str]) -> str | None:
    missing = [column for column in lookup.columns if column not in there]
    if missing:
        return f"no column '{missing[0]}'; the lookup has: {', '.join(map(str, there)) or 'none'}"
    return None


def _of_row(
    lookup: AreaLookup,
    row: Mapping[str, str | None],
    here: dict[str, Area],
    listed: Mapping[str, Area],
    taken: Collection[str],
) -> Iterator[tuple[Area, str | None]]:
    """The areas of a row that are new, from the largest; or what is wrong with one.

    `here` are those of rows before, `listed` areas of the plan's list by their codes, `taken` every id that is used.
    """
    parent = lookup.under
    for level in lookup.levels:
        code, name = ((row[column] or "").strip() for column in (level.code, level.name))
        area = Area(code.lower(), name, level.level, parent, code)
        if not code or not name:
            yield area, f"a row without {level.code if not code else level.name}; mend it, or leave it out by 'where'"
            return
        if own := listed.get(code):
            if (own.level, own.parent) != (area.level, parent):
                says = f"the {level.level} {code} is '{own.id}' of the list, a {own.level} in '{own.parent}'; here it "
                yield area, f"{says}lies in '{parent}': mend one of them"
                return
            parent = own.id
            continue
        held = here.get(area.id)
        if held is None:
            if area.id in taken:
                yield area, f"the {level.level} {code} is an area of the plan already; take it out of one place"
                return
            here[area.id] = area
            yield area, None
        elif held != area:
            differs = "name" if held.name != area.name else "parent"
            was, now = (held.name, name) if differs == "name" else (held.parent, parent)
            yield area, f"the {level.level} {code} has two {differs}s, '{was}' and '{now}'; mend the lookup"
            return
        parent = area.id

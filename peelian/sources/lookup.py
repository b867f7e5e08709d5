"""Publishers' codes to areas of the plan: the plan's own codes, a lookup file, codes named one by one."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources import archives
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.given import Received, find_files
from peelian.sources.header import check_header
from peelian.sources.kinds import kind_by_bytes
from peelian.sources.model import AreaCodes
from peelian.sources.problems import Place, listed, shown
from peelian.sources.sheettext import WORKBOOKS, csv_of

_CODE = "[A-Z][0-9]{8}"  # of an area, as the ONS gives them
REFUSE, LEAVE_OUT = "refuse", "leave-out"


@dataclass(frozen=True)
class Lookup:
    """A rule for areas, and the lookup file it was made of, where there is one."""

    rule: AreaRule | None
    received: Received | None
    findings: tuple[Finding, ...]


def area_rule(codes: AreaCodes, areas: Mapping[str, str], folder: Path, source: str, desk: Desk) -> Lookup:
    """The rule of a source. `areas` maps the codes and ids of the plan's areas to their ids."""
    where = f"sources.yaml, {source}"
    findings = [
        Finding("source-settings", where, f"areas: {shown(area)} is no area of the plan; it has {listed(areas)}")
        for area in {*codes.values.values(), codes.else_} - {REFUSE, LEAVE_OUT}
        if area not in areas
    ]
    found: dict[str, str] = {}
    received = None
    if codes.lookup is None:
        found.update(areas)
    elif codes.from_ is None or codes.to is None:
        findings.append(Finding("source-settings", where, "areas: a lookup needs 'from' and 'to', its two columns"))
    else:
        files, missing = find_files((codes.lookup,), folder, source)
        findings += missing
        if files:
            received = files[0]
            found, faults = _read(received, codes.from_, codes.to, areas, desk)
            findings += faults
    found.update({code: areas[area] for code, area in codes.values.items() if area in areas})
    elsewhere, faults = _other_vintages(codes.other_vintages, folder, source, desk)
    findings += faults
    if findings:
        return Lookup(None, received, tuple(findings))
    other = None if codes.else_ in (REFUSE, LEAVE_OUT) else areas[codes.else_]
    rule = rule_of(codes.column, found, other, codes.else_ == LEAVE_OUT)
    return Lookup(replace(rule, elsewhere=elsewhere), received, ())


def rule_of(column: str, codes: Mapping[str, str], other: str | None = None, leaves_out: bool = False) -> AreaRule:
    """The rule with its digest."""
    answers = [column, other, sorted(codes.items()), *(["left out"] if leaves_out else [])]
    digest = hashlib.sha256(json.dumps(answers).encode()).hexdigest()
    return AreaRule(column, codes, other, digest, leaves_out)


def _read(
    received: Received, from_: str, to: str, areas: Mapping[str, str], desk: Desk
) -> tuple[dict[str, str], list[Finding]]:
    """The codes of a lookup file whose area is one of the plan."""
    place = Place(received.name)
    text = _text(received, place, desk, (from_, to))
    if isinstance(text, Finding):
        return {}, [text]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(reader, [])
        at, findings = check_header(names, (from_, to), place, 1)
        if findings:
            return {}, findings
        return _pairs(reader, at[from_], at[to], len(names), areas, place, to)
    except csv.Error as error:
        return {}, [
            place.finding("source-cut", f"the lookup cannot be read ({error}); fetch it again", reader.line_num)
        ]


def _text(received: Received, place: Place, desk: Desk, wanted: Collection[str] = ()) -> str | Finding:
    """The lookup as CSV text; of a workbook the sheet that has the `wanted` columns."""
    path, kind = received.path, kind_by_bytes(received.path)
    try:
        if kind in WORKBOOKS:
            return csv_of(path, kind, place, wanted)
        if kind == "gzip":
            path = desk.new_file(".csv")
            archives.gunzip(received.path, path)
        return path.read_bytes().decode("utf-8-sig")
    except archives.Refused as refused:
        return place.finding("source-archive", str(refused))
    except UnicodeDecodeError:
        return place.finding("source-encoding", "the lookup is not UTF-8; save it as 'CSV UTF-8'")


def _other_vintages(
    files: Mapping[str, str], folder: Path, source: str, desk: Desk
) -> tuple[dict[str, str], list[Finding]]:
    """The codes of lookups of other years, each with where it stands; of several the one named first."""
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for vintage, name in files.items():
        received, missing = find_files((name,), folder, source)
        findings += missing
        for one in received[:1]:
            place = Place(one.name)
            text = _text(one, place, desk)
            if isinstance(text, Finding):
                findings.append(text)
                continue
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            try:
                header = next(reader, [])
                says = [
                    f"it is of vintage {vintage} (column {shown(column)} of {shown(one.name)})" for column in header
                ]
                for row in reader:
                    for cell, told in zip(row, says, strict=False):
                        if re.fullmatch(_CODE, cell):
                            found.setdefault(cell, told)
            except csv.Error as error:
                cut = f"the lookup cannot be read ({error}); fetch it again"
                findings.append(place.finding("source-cut", cut, reader.line_num))
    return found, findings


def _pairs(
    reader: object, code_at: int, area_at: int, width: int, areas: Mapping[str, str], place: Place, to: str
) -> tuple[dict[str, str], list[Finding]]:
    found: dict[str, str] = {}
    findings = []
    assert hasattr(reader, "line_num")
    for row in reader:  # type: ignore[attr-defined]
        if not row:
            continue
        if len(row) != width:
            says = f"{counted(len(row), 'cell')} where the header has {width}; mend the lookup or fetch it again"
            findings.append(place.finding("source-ragged", says, reader.line_num))
            continue
        code, area = row[code_at].strip(" "), areas.get(row[area_at].strip(" "))
        if area is None or not code:
            continue
        if found.setdefault(code, area) != area:
            says = f"code {shown(code)} lies in two areas, {shown(found[code])} and {shown(area)}; keep one row"
            findings.append(place.finding("source-area", says, reader.line_num))
    if not found and not findings:
        says = f"nothing in column {shown(to)} is the code or id of an area of the plan; it has {listed(areas)}"
        findings.append(place.finding("source-area", says))
    return found, findings[:5]

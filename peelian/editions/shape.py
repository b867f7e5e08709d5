"""The shape of manifest.json as types: `manifest` writes it, `reading` checks it, the others rely on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, NotRequired, TypedDict

from peelian.editions.jsonshape import Rule
from peelian.errors import PeelianError
from peelian.figures.ids import parse_id

LATEST_EPOCH = 4_102_444_800  # the first second of the year 2100; a later day of issue is a mistake


def is_epoch(seconds: int) -> bool:
    """Whether these seconds since 1970 can be a day of issue (SOURCE_DATE_EPOCH of reproducible-builds.org)."""
    return 0 <= seconds <= LATEST_EPOCH


def is_folder_name(text: str) -> bool:
    """Whether a text can name an edition, a publication or a folder of commentary/ on any system."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text) is not None


def _is_inside(path: str) -> bool:
    """Whether a path leads from a folder to a file in it, whatever system reads it."""
    return not {"", ".", ".."} & {*path.split("/")} and "\0" not in path


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_day_or_month(text: str) -> bool:
    return _is_day(text) or _is_day(f"{text}-01")


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


def _is_figure_id(text: str) -> bool:
    try:
        return str(parse_id(text)) == text
    except PeelianError:
        return False


FolderName = Annotated[str, Rule("letters, digits, dots and hyphens", is_folder_name)]
Sha256 = Annotated[str, Rule("64 hexadecimal digits", _matches("[0-9a-f]{64}"))]
FilePath = Annotated[str, Rule("a path inside the folder, such as data/figures.csv", _is_inside)]
Day = Annotated[str, Rule("a day such as 2026-05-18", _is_day)]
DayOrNone = Annotated[str, Rule("a day such as 2026-05-18, or blank", lambda text: text == "" or _is_day(text))]
DayOrMonth = Annotated[str, Rule("a day such as 2026-05-18, or a month such as 2026-05", _is_day_or_month)]
Epoch = Annotated[int, Rule(f"seconds since 1970, at most {LATEST_EPOCH}", is_epoch)]
LineNumber = Annotated[int, Rule("the number of a line", lambda number: number >= 1)]
FigureIdText = Annotated[str, Rule("a figure id", _is_figure_id)]
Decimals = Annotated[str, Rule("a number in decimals", _matches(r"-?\d+(\.\d+)?"))]
Ratio = Annotated[str, Rule("a fraction", _matches(r"-?\d+/\d+"))]


class InputEntry(TypedDict):
    """One file behind the edition. `received` is blank for the plan's own."""

    path: FilePath
    sha256: Sha256
    origin: str
    licence: str
    received: DayOrNone


class FileEntry(TypedDict):
    """One file of the edition."""

    path: FilePath
    sha256: Sha256


class MeasureEntry(TypedDict):
    """The definition a figure follows."""

    id: str
    title: str
    kind: str
    version: str
    definition: str
    formula: NotRequired[str]
    names: NotRequired[list[str]]


class OriginEntry(TypedDict):
    """The input a figure was read from; with line, document and paragraph where it was typed from a document."""

    path: FilePath
    sha256: Sha256
    line: NotRequired[LineNumber]
    document: NotRequired[str]
    paragraph: NotRequired[str]


class TraceEntry(TypedDict):
    """How a figure came about. `inputs` are ids of other figures of the manifest, `origins` are among its inputs."""

    kind: Literal["published", "computed"]
    sum: NotRequired[str]
    reason: NotRequired[str]
    exact: NotRequired[Ratio]
    measure: MeasureEntry
    inputs: NotRequired[list[FigureIdText]]
    origins: NotRequired[list[OriginEntry]]
    document_prints: NotRequired[str]
    qualifier: NotRequired[str]
    as_at: NotRequired[DayOrMonth]


class FigureEntry(TypedDict):
    """One number. `value` is null where there is none, `printed` where the paper prints only what is made from it."""

    id: FigureIdText
    value: Decimals | None
    unit: str | None
    period: str
    status: str
    printed: str | None
    also_printed: NotRequired[list[str]]
    trace: TraceEntry


class FindingEntry(TypedDict):
    """What the build found and did not stop at."""

    code: str
    where: str
    says: str
    severity: Literal["error", "warning", "note"]
    verdict: NotRequired[str]
    figures: NotRequired[list[str]]
    place: NotRequired[str]
    words: NotRequired[str]
    advice: NotRequired[str]


class Manifest(TypedDict):
    """The whole of manifest.json."""

    plan: NotRequired[str]
    publication: FolderName
    edition: FolderName
    issued: Day
    source_date_epoch: NotRequired[Epoch]
    software: str
    plan_hash: Sha256
    inputs: list[InputEntry]
    files: list[FileEntry]
    figures: list[FigureEntry]
    findings: list[FindingEntry]

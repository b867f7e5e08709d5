"""Series of real open data: files for `peelian signals`, and the words, numbers and pictures of docs/real-series.md.

    python tools/real_series.py FOLDER --files DIR

FOLDER holds the files named below. Writes one CSV file for each of SERIES into DIR, if one is named; prints what the
command says of them, and how often each rule set signals, into the page; and draws PICTURES into docs/pictures. What
FOLDER has nothing for stays as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import io
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isnan
from pathlib import Path
from textwrap import indent

from peelian.charts.control import ControlChart, ControlPoint, Expected, draw
from peelian.charts.frame import Drawing
from peelian.cli import main
from peelian.periods import month, shift
from peelian.render.drawings import in_font, parse
from peelian.render.pdf_data import FAMILIES
from peelian.render.picture import pictures
from peelian.signals.asking import Question, request_of
from peelian.signals.assessment import Assessment, assess
from peelian.signals.choose import NAMES
from peelian.signals.ruleset import NAMES as RULE_SETS
from peelian.signals.verdict import MEANINGS
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import say
from peelian.signals.words.speech import speech_of
from peelian.sources.panels import read_series

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, PLACE = DOCS / "real-series.md", DOCS / "pictures"
HEADER = ("series", "period", "value")
MONTH_NAMES = "January February March April May June July August September October November December".split()
SCALE = 1.2  # pixels for each unit of a drawing
WINDOW = 60  # months of the windows on which rule sets are held beside each other

BREATH = "data/roads/breath-tests-by-force-month-2002-2018.csv.gz"
ROADS = "data/roads/uk-road-casualties-monthly-1969-1984.csv"
NSW = "data/series/nsw-offences-monthly-1995-2023.csv"
STREET = "data/police_uk/northumbria/street/*-northumbria-street.csv.gz"
NILE = "golden/spc/s2_shift/input.csv"

Lines = Iterator[tuple[object, ...]]


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, in gzip or not."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""))


def breath_tests(folder: Path) -> Lines:
    """Breath tests of each force by month: each month stands twice, with its positive and its negative tests."""
    for row in table(folder / BREATH):
        if row["type"] == "positive" and row["force"] != "NA":
            period = f"{row['year']}-{MONTH_NAMES.index(row['month']) + 1:02d}"
            yield f"breath tests of {row['force']}", period, row["tests"]


def new_south_wales(folder: Path) -> Lines:
    """Recorded offences of each kind by month."""
    for row in table(folder / NSW):
        year, name = row["Month"].split()
        at = [name.startswith(whole[:3]) for whole in MONTH_NAMES].index(True)
        yield row["Type"], f"{year}-{at + 1:02d}", row["Count"]


def windows(folder: Path) -> Lines:
    """The same in windows of five years, one beginning each January: 525 series."""
    by_kind: dict[object, list[tuple[object, ...]]] = {}
    for name, period, value in new_south_wales(folder):
        by_kind.setdefault(name, []).append((period, value))
    for name, months in by_kind.items():
        for first in range(0, len(months) - WINDOW + 1, 12):
            for period, value in months[first : first + WINDOW]:
                yield f"{name}, from {months[first][0]}", period, value


@cache
def street(folder: Path) -> dict[str, Counter[tuple[str, str]]]:
    """By month that was published, how many records of each kind there are in each neighbourhood."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for path in sorted(folder.glob(STREET)):
        areas = ((row["Crime type"], re.sub("[A-Z]$", "", row["LSOA name"])) for row in table(path))
        found[path.name[:7]] = Counter(place for place in areas if place[1])
    return found


def northumbria(folder: Path) -> Lines:
    """Records of each kind in each neighbourhood by month; in a month that was published, no record is a zero."""
    found = street(folder)
    for kind, area in sorted(set().union(*found.values())):
        for period, counted in found.items():
            yield f"{kind} in {area}", period, counted[kind, area]


def seat_belts(folder: Path) -> Lines:
    """People killed or seriously injured in cars by month, from January 1969; front seat belts from 31 January 1983."""
    names = {"drivers": "car drivers", "front": "front seat passengers", "rear": "rear seat passengers"}
    rows = list(table(folder / ROADS))
    for column, who in names.items():
        for place, row in enumerate(rows):
            yield f"{who} killed or seriously injured", shift(month(1969, 1), place).id, row[column]


def nile(folder: Path) -> Lines:
    """The flow of the Nile at Aswan by year, 1871 to 1970, in 100 million cubic metres."""
    for row in table(folder / NILE):
        yield "flow of the Nile at Aswan", f"cy-{row['period'][:4]}", row["value"]


@dataclass(frozen=True)
class File:
    """A file for the command: what makes its lines, and the files of the folder they need."""

    lines: Callable[[Path], Lines]
    needs: str
    only: str | None = None
    """The one series of them that it has; all where None."""


SERIES = {
    "breath-tests": File(breath_tests, BREATH),
    "south-yorkshire": File(breath_tests, BREATH, "breath tests of South Yorkshire"),
    "new-south-wales": File(new_south_wales, NSW),
    "malicious-damage": File(new_south_wales, NSW, "Malicious damage to property"),
    "windows": File(windows, NSW),
    "northumbria": File(northumbria, STREET),
    "vehicle-crime": File(northumbria, STREET, "Vehicle crime in Northumberland 025"),
    "seat-belts": File(seat_belts, ROADS),
    "nile": File(nile, NILE),
}


PLAIN = Question()


@dataclass(frozen=True)
class Picture:
    """A chart of the first series of a file, and what the command is asked."""

    file: str
    title: str
    unit_words: str
    asked: Question = PLAIN


PICTURES = {
    "real-breath-tests.png": Picture(
        "south-yorkshire",
        "Breath tests of South Yorkshire, 2002 to 2018",
        "Breath tests a month",
        Question(rebase="auto"),
    ),
    "real-malicious-damage.png": Picture(
        "malicious-damage",
        "Malicious damage to property, New South Wales, 1995 to 2023",
        "Offences a month",
        Question(better="lower", rebase="auto"),
    ),
    "real-vehicle-crime.png": Picture(
        "vehicle-crime",
        "Vehicle crime in Northumberland 025, May 2020 to October 2022",
        "Records a month",
        Question(better="lower"),
    ),
    "real-seat-belts.png": Picture(
        "seat-belts",
        "Car drivers killed or seriously injured, Great Britain, 1969 to 1984",
        "Drivers a month",
        Question(better="lower"),
    ),
    "real-nile.png": Picture(
        "nile",
        "Flow of the Nile at Aswan, 1871 to 1970",
        "100 million cubic metres a year",
    ),
}


@dataclass(frozen=True)
class Said:
    """What a command says of a file; the first `most` paragraphs where it says more."""

    file: str
    words: tuple[str, ...]
    most: int | None = None


LOWER = ("--better", "lower")
SAID = {
    "breath-tests": Said("breath-tests", ("signals", "FILE"), 1),
    "south-yorkshire": Said("south-yorkshire", ("signals", "FILE")),
    "malicious-damage": Said("malicious-damage", ("signals", "FILE", *LOWER)),
    "malicious-damage-rebased": Said("malicious-damage", ("signals", "FILE", *LOWER, "--rebase", "auto")),
    "nhs-r-nhs-2023": Said("windows", ("rules", "compare", "nhs-r", "nhs-2023", "FILE", *LOWER), 2),
    "nhs-2023-wmp-2015": Said("windows", ("rules", "compare", "nhs-2023", "wmp-2015", "FILE", *LOWER), 2),
    "northumbria": Said("northumbria", ("signals", "FILE", *LOWER), 1),
    "vehicle-crime": Said("vehicle-crime", ("signals", "FILE", *LOWER)),
    "seat-belts": Said("seat-belts", ("signals", "FILE", *LOWER)),
    "nile": Said("nile", ("signals", "FILE")),
}
COUNTED = "windows"
"""The file on which is counted how often each rule set signals."""
BLOCK = re.compile(r"(<!-- printed: ([a-z0-9-]+) -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)


def said(what: Said, path: Path) -> str:
    """The command and what it prints, as an indented block."""
    words = [str(path) if word == "FILE" else word for word in what.words]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        code = main(words)
    assert code == 0, words
    paragraphs = re.split(r"\n\n", out.getvalue().strip("\n"))
    told = "\n\n".join([*paragraphs[: what.most], *(["…"] if what.most and len(paragraphs) > what.most else [])])
    command = " ".join(["peelian", *(path.name if word == "FILE" else word for word in what.words)])
    return indent(f"{command}\n\n{told}", "    ")


def counted(path: Path) -> str:
    """How often each rule set signals on the series of a file, as a table."""
    rows = []
    for name in RULE_SETS:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main(["signals", str(path), "--json", *LOWER, "--rules", name])
        answers = [json.loads(line) for line in out.getvalue().splitlines()]
        points = [[p["label"] != "none" for p in one["points"] if p["value"] is not None] for one in answers]
        some = sum(map(any, points)) / len(points)
        of_all = sum(map(sum, points)) / sum(map(len, points))
        latest = sum(one["variation"] not in (None, "none") for one in answers) / len(answers)
        rows.append(f"| `{name}` | {some:.1%} | {of_all:.1%} | {latest:.1%} |")
    return "\n".join(["| Rule set | Series with a signal | Points | Latest month |", "|---|---|---|---|", *rows])


def printed(text: str, paths: Mapping[str, Path]) -> str:
    """The page with what is said of these files in the place of what was."""

    def block(found: re.Match[str]) -> str:
        name = found[2]
        file = COUNTED if name == "counted" else SAID[name].file
        if file not in paths:
            return found[0]
        return found[1] + (counted(paths[file]) if name == "counted" else said(SAID[name], paths[file]))

    return BLOCK.sub(block, text)


def write(name: str, folder: Path, into: Path) -> Path:
    """The file of series, written."""
    made, path = SERIES[name], into / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEADER)
        rows = (row for row in made.lines(folder) if made.only in (None, row[0]))
        out.writerows([*row[:-1], "" if row[-1] == "NA" else row[-1]] for row in rows)
    return path


def drawn(picture: Picture, path: Path) -> Drawing:
    """The chart of the first series of a file, as the command sees it."""
    read = read_series(path)
    assert read.panel is not None, read.findings
    panel = read.panel.rows(slice(1))
    (one,) = assess(panel, request_of(picture.asked, panel), rebase=picture.asked.rebased)
    return draw(chart_of(one, picture))


def chart_of(one: Assessment, picture: Picture) -> ControlChart:
    judged = one.judged
    speech = speech_of(judged.raw.panel.names[0], one.facts[0], one.frame)
    forecast = () if one.outlook.refused[0] else zip(one.months.periods, *ends(one), strict=False)
    return ControlChart(
        title=picture.title,
        kind=NAMES[judged.chart].removeprefix("an ").removeprefix("a "),
        centre="usual value" if judged.bent else "average",
        unit="count",
        unit_words=picture.unit_words,
        decimals=0,
        of_lines=0,
        points=tuple(points(one)),
        verdict=plain(say(one, 0, speech).sentence),
        ahead=tuple(Expected(*period) for period in forecast),
    )


def ends(one: Assessment) -> Iterable[list[float]]:
    """The ends of what is expected of the next periods, eight times in ten."""
    return one.soon.low_80[0].tolist(), one.soon.high_80[0].tolist()


def points(one: Assessment) -> Iterator[ControlPoint]:
    """The points with their lines; of things counted no limit below zero is drawn."""
    limits, segment = one.judged.limits, one.judged.raw.segment[0].tolist()
    proposed, counted = set(one.steps.first.tolist()), one.judged.family != "measurement"
    columns = (limits.values, limits.centre, limits.lower, limits.upper)
    rows = zip(*(line[0].tolist() for line in columns), strict=True)
    for at, (period, (value, centre, lower, upper)) in enumerate(zip(one.frame.periods, rows, strict=False)):
        yield ControlPoint(
            period,
            None if isnan(value) else Fraction(value),
            None if isnan(centre) else centre,
            None if isnan(lower) or (counted and lower < 0) else lower,
            None if isnan(upper) else upper,
            meaning=MEANINGS[int(one.judged.labels.meaning[0, at])],  # type: ignore[arg-type]
            starts=at > 0 and segment[at] != segment[at - 1],
            proposed=at in proposed,
        )


def held(name: str, folder: Path) -> bool:
    """Whether the folder has what a file is made of."""
    return any(folder.glob(SERIES[name].needs))


def files(folder: Path, into: Path) -> dict[str, Path]:
    """Every file that the folder has something for, written."""
    into.mkdir(parents=True, exist_ok=True)
    return {name: write(name, folder, into) for name in SERIES if held(name, folder)}


def drawings(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """The pictures of these files, by name."""
    wanted = {name: drawn(picture, paths[picture.file]) for name, picture in PICTURES.items() if picture.file in paths}
    parsed = [in_font(parse(one.svg, name), FAMILIES[0]) for name, one in wanted.items()]
    return {name: made.png for name, made in zip(wanted, pictures(parsed, SCALE), strict=True)}


def run() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, metavar="FOLDER")
    asked.add_argument("--files", type=Path, metavar="DIR", help="where to leave the files for the command")
    given = asked.parse_args()
    for name in SERIES:
        if not held(name, given.folder):
            print(f"{name}: {given.folder / SERIES[name].needs} is not there; left as it is", file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        paths = files(given.folder, given.files or Path(work))
        PAGE.write_text(printed(PAGE.read_text("utf-8"), paths), encoding="utf-8", newline="\n")
        for name, png in drawings(paths).items():
            (PLACE / name).write_bytes(png)
            print(f"docs/pictures/{name}: {len(png) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(run())

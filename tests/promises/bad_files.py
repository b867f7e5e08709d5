"""Faulty files, each with one known fault: what promise 1 is tried on. The same seed gives the same file."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from peelian.sources.kinds import OLE
from peelian.sources.model import AreaCodes, Expect, Rows, Source
from tests.unit.sources.raw_files import (
    STREET_HEADER,
    TIDY_COLUMNS,
    ods,
    source,
    street_rows,
    street_source,
    text,
    xlsx,
    zipped,
)
from tests.unit.sources.test_figures import HEADER as FIGURES_HEADER
from tests.unit.sources.test_figures import line as figure_line

PLACES = ("North", "South", "Old Town", "St John's", "Caér", "West & East", "Upper, Lower")
COLUMNS = ("Month", "Place", "Count", "Share", "Day", "Took", "Done")
NAMES = ("returns.csv", "data/returns 2024.csv", "extract_v2 (1).csv", "données.csv")
DATED = tuple(f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13))


@dataclass(frozen=True)
class Case:
    """Files of a plan folder with one fault in them, and where a good message puts it.

    `where` is the place of the finding; None leaves it open. `words` must all stand in what it says.
    """

    kind: str
    files: Mapping[str, bytes]
    where: str | None
    words: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    yaml: bytes | None = None


Grid = list[list[str]]


def grid(random: Random, rows: int | None = None) -> Grid:
    """A faultless table: a header, then rows of texts."""
    made = [list(COLUMNS)]
    for _ in range(rows or random.randint(3, 60)):
        day, month = random.randint(1, 28), random.choice(DATED)
        made.append(
            [
                month,
                random.choice(PLACES),
                str(random.randint(0, 5000)),
                random.choice(["", "1.5", "-2.25", "0", "100"]),
                f"{day:02}/{month[5:]}/{month[:4]}",
                random.choice(["", "99", "0:12:44", "1:02:39"]),
                random.choice(["", "yes", "no", "TRUE"]),
            ]
        )
    return made


def as_csv(table: Grid, end: str = "\r\n") -> bytes:
    quoted = [[f'"{cell}"' if "," in cell or '"' in cell else cell for cell in row] for row in table]
    return (end.join(",".join(row) for row in quoted) + end).encode()


def as_cells(table: Grid) -> list[list[Any]]:
    """The table as a spreadsheet holds it: numbers as numbers."""
    return [table[0], *([_number(cell) for cell in row] for row in table[1:])]


def _number(cell: str) -> Any:
    return float(cell) if cell.lstrip("-").replace(".", "", 1).isdigit() else cell or None


@dataclass(frozen=True)
class Written:
    """A table in a file of some format: its name, its bytes, and how places in it are written."""

    name: str
    data: bytes
    source: Source

    def at(self, line: int | None = None) -> str:
        place = f"{self.name}[Data]" if self.name.endswith(("xlsx", "ods")) else self.name
        return place if line is None else f"{place}:{line}"


def write(random: Random, table: Grid, formats: str = "csv gz zip xlsx ods", **more: Any) -> Written:
    """The table in a format of those named."""
    chosen = random.choice(formats.split())
    name = random.choice(NAMES)
    if chosen in ("xlsx", "ods"):
        name = name.replace(".csv", f".{chosen}")
        data = (xlsx if chosen == "xlsx" else ods)(as_cells(table))
        return Written(name, data, source(files=(name,), sheet="Data", **more))
    data = as_csv(table, random.choice(["\n", "\r\n"]))
    if chosen == "gz":
        return Written(f"{name}.gz", gzip.compress(data, mtime=0), source(files=(f"{name}.gz",), **more))
    if chosen == "zip":
        whole = name.replace(".csv", ".zip")
        return Written(f"{whole}/in/a.csv", zipped({"in/a.csv": data}), source(files=(whole,), **more))
    return Written(name, data, source(files=(_escaped(name),), **more))


def _escaped(name: str) -> str:
    return name.replace("[", "[[]")


def case(kind: str, written: Written, line: int | None, *words: str) -> Case:
    file = written.name.partition(".zip/")[0] + ".zip" if ".zip/" in written.name else written.name
    where = written.at(line)
    return Case(kind, {file: written.data}, where, words, {"one": written.source})


def whole(kind: str, name: str, data: bytes, *words: str, where: str | None = None, **more: Any) -> Case:
    """A file that is wrong as a whole."""
    one = more.pop("source", None) or source(files=(_escaped(name),), **more)
    return Case(kind, {name: data}, where or name, words, {"one": one})


def bad_cell(kind: str, column: str, values: list[str], formats: str = "csv gz zip xlsx ods") -> Any:
    """A kind of fault that is one wrong cell."""

    def make(random: Random) -> Case:
        table = grid(random)
        row = random.randint(1, len(table) - 1)
        value = random.choice(values)
        table[row][COLUMNS.index(column)] = value
        shown = (f"'{value}'",) if value.strip() else ("is blank",)
        return case(kind, write(random, table, formats), row + 1, f"'{column}'", *shown)

    return make


def wrong_header(kind: str, change: Callable[[Random, list[str]], tuple[str, ...]], formats: str) -> Any:
    """A kind of fault of the header; `change` changes it and gives the words to look for."""

    def make(random: Random) -> Case:
        table = grid(random)
        words = change(random, table[0])
        return case(kind, write(random, table, formats), 1, *words)

    return make


def _renamed(random: Random, header: list[str]) -> tuple[str, ...]:
    at = random.choice([0, 1, 2, 3])
    old = header[at]
    header[at] = random.choice([old.lower(), old + "s", old + " ", old[:-1] + "_" + old[-1]])
    return (f"'{old}'", f"'{header[at]}'")


def _lost(random: Random, header: list[str]) -> tuple[str, ...]:
    at = random.randrange(len(header))
    old, header[at] = header[at], "Zzz"
    return (f"'{old}' is missing",)


def _doubled(random: Random, header: list[str]) -> tuple[str, ...]:
    at = random.choice([1, 2, 3])
    header[at] = header[0]
    return (f"'{header[0]}' stands 2 times",)


def _merged(random: Random, header: list[str]) -> tuple[str, ...]:
    at = random.choice([1, 2, 3])
    header[at] = ""
    return (f"'{COLUMNS[at]}' is missing",)


def utf16(random: Random) -> Case:
    name = random.choice(NAMES)
    data = as_csv(grid(random)).decode().encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"]))
    return whole("utf-16", name, data, "UTF-16", "'Month,Place", where=f"{name}:1")


def cp1252(random: Random) -> Case:
    table = grid(random)
    for row in table:
        row[1] = row[1].replace("é", "e")
    row = random.randint(1, len(table) - 1)
    table[row][1] = random.choice(["Café", "£5", "“Old” Town", "North – South"])
    name = random.choice(NAMES)
    data = as_csv(table).decode().encode("cp1252")
    return whole("windows-1252", name, data, "'Place'", f"'{table[row][1]}'", where=f"{name}:{row + 1}")


def nul(random: Random) -> Case:
    table = grid(random)
    row, column = random.randint(1, len(table) - 1), random.randrange(len(COLUMNS))
    table[row][column] += "\0"
    return case("NUL byte", write(random, table, "csv gz zip"), row + 1, f"'{COLUMNS[column]}'", "NUL")


def semicolons(random: Random) -> Case:
    mark = random.choice([";", "\t"])
    name = random.choice(NAMES)
    data = "\r\n".join(mark.join(row) for row in grid(random)) + "\r\n"
    words = ("semicolons" if mark == ";" else "tabs",)
    return whole("other separator", name, data.encode(), *words, where=f"{name}:1")


def ragged(random: Random) -> Case:
    table = grid(random)
    row = random.randint(1, len(table) - 1)
    if random.random() < 0.5:
        lost = random.randint(1, 3)
        table[row] = table[row][:-lost]
        words = (f"{7 - lost} cells where the header has 7", f"'{COLUMNS[7 - lost]}'")
    else:
        table[row] = [*table[row], "extra"]
        words = ("8 cells where the header has 7", "'extra'")
    return case("ragged row", write(random, table, "csv gz zip"), row + 1, *words)


def open_quote(random: Random) -> Case:
    table = grid(random)
    for cells in table:
        cells[1] = cells[1].replace(",", "")
    row = random.randint(1, len(table) - 1)
    table[row][1] = table[row][1].replace("'", "")
    data = as_csv(table, "\n").split(b"\n")
    place = table[row][1].encode()
    data[row] = data[row].replace(b"," + place + b",", b',"' + place + b",", 1)
    name = random.choice(NAMES)
    words = ("'Place'", f"'\"{table[row][1]}")
    return whole("quote never closes", name, b"\n".join(data), *words, where=f"{name}:{row + 1}")


def cut(random: Random) -> Case:
    table = grid(random)
    data = as_csv(table, "\r\n")
    lines = data.split(b"\r\n")
    row = random.randint(1, len(table) - 1)
    start = sum(len(one) + 2 for one in lines[:row])
    at = start + random.randint(1, len(lines[row]))
    name = random.choice(NAMES)
    return whole("cut in half", name, data[:at], "column '", where=f"{name}:{row + 1}")


def cut_gzip(random: Random) -> Case:
    data = gzip.compress(as_csv(grid(random, 50)), mtime=0)
    return whole("gzip cut in half", "returns.csv.gz", data[: random.randint(12, len(data) - 1)], "cut off")


def cut_workbook(random: Random) -> Case:
    suffix = random.choice(["xlsx", "ods"])
    data = (xlsx if suffix == "xlsx" else ods)(as_cells(grid(random)))
    words = ("cut off or damaged", "bytes)")
    return whole("workbook cut in half", f"a.{suffix}", data[: random.randint(30, len(data) - 23)], *words)


def not_a_zip(random: Random) -> Case:
    name = random.choice(["all.zip", "returns.csv.gz"])
    data = random.choice([as_csv(grid(random)), b"<!DOCTYPE html><html><body>Not found", b"\x89PNG\r\n\x1a\n0000"])
    return whole("zip that is no zip", name, data, "by its name", "its bytes ('")


def other_kind(random: Random) -> Case:
    cells = as_cells(grid(random))
    name, data, word = random.choice(
        [
            ("a.csv", xlsx(cells), "Excel workbook"),
            ("a.csv", ods(cells), "OpenDocument"),
            ("a.xlsx", as_csv(grid(random)), "plain text"),
            ("a.ods", xlsx(cells), "Excel workbook"),
            ("a.csv", zipped({"a.csv": b"1"}), "a zip file"),
        ]
    )
    return whole("name of another format", name, data, "by its name", word)


def password(random: Random) -> Case:
    data = OLE + bytes(random.randrange(256) for _ in range(600)) + "EncryptedPackage".encode("utf-16-le")
    return whole("workbook with a password", "a.xlsx", data, "protected by a password")


def wrong_sheet(random: Random) -> Case:
    suffix = random.choice(["xlsx", "ods"])
    data = (xlsx if suffix == "xlsx" else ods)(as_cells(grid(random)), "Data", ["Notes"])
    sheet = random.choice(["Dta", "data", "Table 1"])
    return whole("wrong sheet", f"a.{suffix}", data, f"'{sheet}'", "'Data'", sheet=sheet)


def empty(random: Random) -> Case:
    data = random.choice([b"", b"\xef\xbb\xbf", b"\r\n", b"\r\n\r\n"])
    name = random.choice(NAMES)
    return whole("empty file", name, data, "blank" if data else "empty")


def too_few(random: Random) -> Case:
    table = grid(random)
    least = len(table) + random.randint(0, 50)
    written = write(random, table, expect=Expect(Rows(least)))
    return case("too few rows", written, None, f"{len(table) - 1} rows, fewer than the {least}")


def too_many(random: Random) -> Case:
    table = grid(random)
    most = random.randint(1, len(table) - 2)
    written = write(random, table, expect=Expect(Rows(1, most)))
    return case("too many rows", written, None, f"{len(table) - 1} rows, more than the {most}")


def unknown_area(random: Random) -> Case:
    table = grid(random)
    row = random.randint(1, len(table) - 1)
    table[row][1] = random.choice(["E9", "north ward", "Ntoh"])
    areas = AreaCodes("Place", values=dict.fromkeys(PLACES, "north"))
    return case("unknown area", write(random, table, areas=areas), row + 1, "'Place'", f"'{table[row][1]}'")


def street(random: Random, month: str = "2024-03") -> list[str]:
    return street_rows(month, random.randint(3, 40))


def other_month(random: Random) -> Case:
    rows = street(random)
    at = random.randrange(len(rows))
    rows[at] = rows[at].replace(",2024-03,", ",2024-04,")
    name = "2024-03-peelshire-street.csv"
    data = text(STREET_HEADER, rows)
    words = ("'Month'", "'2024-04'")
    return whole("month of another file", name, data, *words, where=f"{name}:{at + 2}", source=street_source())


def other_force(random: Random) -> Case:
    rows = street(random)
    at = random.randrange(len(rows))
    rows[at] = rows[at].replace("Peelshire Police", "Elsewhere Constabulary")
    name = "2024-03-peelshire-street.csv"
    data = text(STREET_HEADER, rows)
    words = ("'Falls within'", "'Elsewhere Constabulary'")
    return whole("another force", name, data, *words, where=f"{name}:{at + 2}", source=street_source())


def month_twice(random: Random) -> Case:
    rows = street(random)
    files = {
        "2024-03-peelshire-street (1).csv": text(STREET_HEADER, rows),
        "2024-03-peelshire-street.csv": text(STREET_HEADER, rows[:-1]),
    }
    words = ("peelshire/2024-03", "street (1).csv")
    return Case("month given twice", files, "2024-03-peelshire-street.csv", words, {"one": street_source()})


def slipping_zip(random: Random) -> Case:
    name = random.choice(["../a.csv", "/etc/a.csv", "x/../../a.csv", "C:/a.csv", "..\\a.csv"])
    return whole("zip that slips", "all.zip", zipped({name: as_csv(grid(random))}), "leads out of its folder")


def bomb(random: Random) -> Case:
    rows = as_csv([["x" * 60]] * random.randint(30_000, 50_000))
    out = io.BytesIO(xlsx([list(COLUMNS)]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", rows)
    name, data = random.choice(
        [("a.csv.gz", gzip.compress(rows, mtime=0)), ("a.zip", zipped({"a.csv": rows})), ("a.xlsx", out.getvalue())]
    )
    return whole("bomb", name, data, "00 times its size, as a bomb does")


def web_page(random: Random) -> Case:
    data = random.choice([b"<!DOCTYPE html>\n<html>", b"\xef\xbb\xbf<html><head>", b"  <!doctype HTML>"])
    return whole("web page saved as CSV", random.choice(NAMES), data, "a web page")


def wrong_figure(random: Random) -> Case:
    line = random.randint(1, 5)
    changes, words = random.choice(
        [
            ({"value": "300419"}, ("'printed'", "'300,418'", "'300419'")),
            ({"value": "300,418"}, ("'value'", "'300,418'")),
            ({"period": "Mar-24"}, ("'period'", "'Mar-24'")),
            ({"unit": "offences"}, ("'unit'", "'offences'")),
            ({"paragraph": ""}, ("'paragraph'", "blank")),
            ({"as_at": "2025-01-01"}, ("'as_at'", "'2025-01-01'")),
            ({"statistic": "mean"}, ("'statistic'", "'mean'")),
        ]
    )
    rows = [figure_line(area=f"area-{n}") for n in range(6)]
    rows[line] = figure_line(area="area-x", **changes)
    data = text(FIGURES_HEADER, rows)
    where = f"figures.csv:{line + 2}"
    return whole("figure typed wrong", "figures.csv", data, *words, where=where, source=source("figures"))


SOURCES_YAML = """\
one:
  title: A source
  publisher: A publisher
  format: tidy
  files: [a.csv]
  table: counts
  origin: https://example.org
  licence: OGL v3.0
  received: 2024-06-30
  published: 2024-06-01
  columns:
    month: {from: Month, as: month}
    count: {from: Count, as: integer}
"""


def wrong_yaml(random: Random) -> Case:
    old, new, words = random.choice(
        [
            ("  licence:", "  lisence:", ("'lisence'", "did you mean 'licence'")),
            ("format: tidy", "format: tiddy", ("'tiddy'", "did you mean 'tidy'")),
            ("2024-06-30", "30/06/2024", ("'30/06/2024'", "a date like")),
            ("as: integer", "as: whole", ("'whole'", "allowed: text, integer")),
            ("  table: counts\n", "  table: counts\n  table: more\n", ("'table'", "twice")),
            ("  publisher:", "\tpublisher:", ("not YAML",)),
            ("  origin:", " origin:", ("not YAML",)),
        ]
    )
    at = SOURCES_YAML.index(old)
    line = SOURCES_YAML.count("\n", 0, at) + 1 + new.count("\n") - old.count("\n")
    yaml = SOURCES_YAML.replace(old, new, 1).encode()
    where = None if words == ("not YAML",) else f"sources.yaml:{line}"
    return Case("sources.yaml", {}, where, words, yaml=yaml)


KINDS: Mapping[str, Callable[[Random], Case]] = {
    "utf-16": utf16,
    "windows-1252": cp1252,
    "NUL byte": nul,
    "column missing": wrong_header("column missing", _lost, "csv gz zip xlsx ods"),
    "column renamed": wrong_header("column renamed", _renamed, "csv gz zip xlsx ods"),
    "column twice": wrong_header("column twice", _doubled, "csv gz zip xlsx ods"),
    "merged header": wrong_header("merged header", _merged, "xlsx ods csv"),
    "other separator": semicolons,
    "empty file": empty,
    "too few rows": too_few,
    "too many rows": too_many,
    "text in a number": bad_cell("text in a number", "Count", ["n/a", "twelve", "12 or so", "..", "NA", "*"]),
    "thousands commas": bad_cell("thousands commas", "Count", ["1,204", "12,345,678"]),
    "percent as text": bad_cell("percent as text", "Share", ["15.8%", "0%", "-3%"]),
    "negative count": bad_cell("negative count", "Count", ["-1", "-276"]),
    "blank where required": bad_cell("blank where required", "Month", ["", " "]),
    "date in the future": bad_cell("date in the future", "Month", ["2024-07", "2204-01", "9999-12"]),
    "day in the future": bad_cell("day in the future", "Day", ["01/07/2024", "31/12/2042"]),
    "mixed date formats": bad_cell("mixed date formats", "Day", ["2023-05-01", "13/31/2023", "1 May 2023"]),
    "spreadsheet error": bad_cell("spreadsheet error", "Count", ["#REF!", "#N/A", "#DIV/0!"]),
    "ragged row": ragged,
    "quote never closes": open_quote,
    "cut in half": cut,
    "gzip cut in half": cut_gzip,
    "workbook cut in half": cut_workbook,
    "zip that is no zip": not_a_zip,
    "name of another format": other_kind,
    "workbook with a password": password,
    "wrong sheet": wrong_sheet,
    "unknown area": unknown_area,
    "month of another file": other_month,
    "another force": other_force,
    "month given twice": month_twice,
    "zip that slips": slipping_zip,
    "bomb": bomb,
    "web page saved as CSV": web_page,
    "figure typed wrong": wrong_figure,
    "sources.yaml": wrong_yaml,
}
"""Each kind of fault, with what makes a file that has it."""


def case_of(kind: str, seed: int) -> Case:
    return replace(KINDS[kind](Random(f"{kind} {seed}")), kind=kind)


def cases(count: int) -> list[Case]:
    """So many files, every kind in turn."""
    kinds = list(KINDS)
    return [case_of(kinds[n % len(kinds)], n // len(kinds)) for n in range(count)]


assert set(TIDY_COLUMNS) == {name.lower() for name in COLUMNS}
assert date(2024, 6, 30) == source().received


def mangled(random: Random, data: bytes) -> bytes:
    """The bytes with a few of them changed, lost, put in or cut off, as a bad disk or a bad program does."""
    made = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        at = random.randrange(len(made) + 1)
        match random.randrange(5):
            case 0:
                made[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del made[at : at + random.randint(1, 8)]
            case 2:
                made[at:at] = bytes(random.choice(b',"\r\n\0;\xff') for _ in range(random.randint(1, 4)))
            case 3:
                made[at:at] = random.choice([b'"', b"\r", b"\n\n", b'""', b"\xef\xbb\xbf", b"\xe2\x80", b"#REF!"])
            case 4:
                del made[at:]
    return bytes(made)


def faultless(seed: int) -> Written:
    """A file without a fault, of one format or another."""
    random = Random(f"faultless {seed}")
    if seed % 7 == 5:
        name = "2024-03-peelshire-street.csv"
        return Written(name, text(STREET_HEADER, street(random)), street_source(files=(name,)))
    if seed % 7 == 6:
        rows = [figure_line(area=f"area-{n}") for n in range(random.randint(1, 9))]
        return Written("figures.csv", text(FIGURES_HEADER, rows), source("figures", ("figures.csv",)))
    return write(random, grid(random, random.randint(3, 9)))

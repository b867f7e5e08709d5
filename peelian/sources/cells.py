"""One cell: its value as the table keeps it, or what is wrong with it and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from peelian.quantities import few
from peelian.sources import clock, dates
from peelian.sources.fields import Field
from peelian.sources.problems import Bad, shown

Cell = str | date
"""A cell as it was read: its text, blank as "". Only a workbook's own dates and times come as such."""

Value = str | int | Decimal | date | datetime | bool | None

ERROR_CELLS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
NEAR = 0.75  # of difflib: one or two letters in a short word
RECEIVED = "mend the day, or 'received' of the source in sources.yaml"
MOST_WORDS = 6  # of those that may stand in a column, where none is near
TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")
PLACES = Decimal("0.000001")  # the decimals that a decimal column keeps

INTEGER = "[0-9]{1,18}"
NUMBER = r"[0-9]{1,11}(?:\.[0-9]{1,30})?"
SECONDS = "[0-9]{1,9}"
CLOCK = "[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]"
COORDINATE = r"-?[0-9]{1,3}(?:\.[0-9]{1,30})?"
MONTH = "[0-9]{4}-(?:0[1-9]|1[0-2])"
THOUSANDS = r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"


@dataclass(frozen=True)
class AreaRule:
    """Publisher's codes to area ids of the plan. `other` is the area of every other code; None refuses.

    An area of "" is nowhere in particular: the row is kept and has no area. With `leaves_out` rows of other codes,
    and rows without one, are not kept. `digest` changes whenever the answer for any code may; `do` is what to do
    about a code that is refused; `elsewhere` says of codes of other years where they stand.
    """

    column: str
    codes: Mapping[str, str]
    other: str | None
    digest: str
    leaves_out: bool = False
    do: str = "add it to the lookup or the plan's areas, or name an area for such codes with 'areas: else:'"
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        return self.other is None and not self.leaves_out

    def keeps(self, cell: Cell) -> bool:
        """Whether a row with this cell is kept."""
        return not self.leaves_out or _text(cell).strip(" ") in self.codes


def read_area(rule: AreaRule, cell: Cell) -> str | Bad | None:
    """The area of the plan; None where the publisher gave no code."""
    code = _text(cell).strip(" ")
    if not code:
        return None
    area = rule.codes.get(code, rule.other)
    if area is None and rule.refuses:
        if code in rule.elsewhere:
            do = "read the file by the lookup of its own year, and give the plan's areas that year's codes"
            return Bad("source-area", f"a code that no area of the plan has; {rule.elsewhere[code]}", do)
        return Bad("source-area", "a code that no area of the plan has", rule.do)
    return area or None


def cell_of(field: Field, row: Mapping[str, Cell]) -> Cell:
    """The cell that a field is read from, put together where it is read from two; `row` is by publisher's columns."""
    if field.fixed is not None:
        return field.fixed
    if field.beside is None and not field.after:
        return row[field.header]
    texts = [_text(row[header]).strip(" ") for header in field.headers]
    return " ".join(texts) + field.after if all(texts) else ""


def read_cell(field: Field, cell: Cell) -> Value | Bad:
    """The value of a cell, None where it is blank and may be."""
    text = _text(cell).strip(" ")
    if text in ERROR_CELLS and text not in field.values:
        return Bad("source-error-cell", "a spreadsheet's error", "mend the formula in the file and save it")
    if field.values:
        if text in field.values:
            text = field.values[text].strip(" ")
            cell = text
        elif field.closed and text:
            return Bad("source-value", "not one of its words", _allowed(text, list(field.values)))
    if text and field.allowed and text not in field.allowed:
        return _not_allowed(field, text)
    if not text:
        return _blank(field) if field.required else None
    if field.commas and "," in text and re.fullmatch(THOUSANDS, text):
        text = text.replace(",", "")
    match field.kind:
        case "text":
            return _words(field, text if field.trims or isinstance(cell, date) else cell)
        case "integer":
            return _within(field, _integer(field, text))
        case "number":
            return _within(field, _number(field, text))
        case "coordinate":
            return _place(field, _coordinate(text))
        case "seconds":
            return _within(field, _seconds(field, text))
        case "boolean":
            return _boolean(field, text)
        case "time":
            return _time(field, cell, text)
    return _date(field, cell, text)


def _blank(field: Field) -> Bad:
    match field.settled:
        case "plan":
            return Bad("source-blank", "blank", "fill it in, or allow it with 'blank: keep'")
        case "form":
            return Bad("source-blank", "blank", "fill it in: the form needs it in every row")
    return Bad("source-blank", "blank", "fetch the file again: its publisher fills it in every row")


def _allowed(text: str, words: Sequence[str]) -> str:
    """The word that was most likely meant, else the first few."""
    if near := _near(text, words):
        return f"did you mean {shown(near)}?"
    return f"allowed: {few(map(shown, words), MOST_WORDS)}"


def _near(text: str, words: Sequence[str]) -> str | None:
    """The word that differs by a slip of spelling. A number is no slip of another: 112 is not 101."""
    if re.fullmatch("[-+]?[0-9][0-9.,]*", text):
        return None
    folded = {word.casefold(): word for word in words}
    near = difflib.get_close_matches(text.casefold(), folded, n=1, cutoff=NEAR)
    return folded[near[0]] if near else None


def _text(cell: Cell) -> str:
    return str(cell) if isinstance(cell, date) else cell


def _words(field: Field, text: str) -> str | Bad:
    plain = text.lower().replace("&", "and")
    if any(word not in plain for word in field.words):
        wanted = " ".join(field.words)
        return Bad("source-force", f"another force than the file's name says ({wanted})", "put the right file here")
    if field.pattern is not None and not re.fullmatch(field.pattern, text):
        return Bad("source-value", "not in the form of such codes", "write the code alone")
    if field.one_word and " " in text.strip(" "):
        do = "are the columns of codes and of names swapped? Put each below its own heading"
        return Bad("source-value", "not one word, as a code is", do)
    return text


def _not_allowed(field: Field, text: str) -> Bad:
    near = _near(text.replace(" ", "-"), field.allowed)
    hint = f" (did you mean {shown(near)}?)" if near else ""
    listed = f"{', '.join(field.allowed[:8])}{' …' if len(field.allowed) > 8 else ''}"
    do = f"allowed: {listed}; a word of your own is given its meaning by 'values' of the column"
    return Bad("source-value", f"not one of its words{hint}", do)


def _within(field: Field, value: int | Decimal | Bad) -> int | Decimal | Bad:
    if isinstance(value, Bad):
        return value
    do = "mend it" if field.required else "mend it, or leave the cell blank"
    if field.least is not None and value < field.least:
        return Bad("source-range", f"below {field.least:,}, the least it can be", do)
    if field.most is not None and value > field.most:
        return Bad("source-range", f"above {field.most:,}, the most it can be", do)
    return value


def _integer(field: Field, text: str) -> int | Bad:
    if re.fullmatch(f"-?{INTEGER}", text):
        value = int(text)
        return _below_zero(field) if value < 0 and not field.negative else value
    return _not_a_number(field, text, "a whole number", "1204")


def _number(field: Field, text: str) -> Decimal | Bad:
    if re.fullmatch(f"-?{NUMBER}", text):
        value = Decimal(text)
        kept = value.quantize(PLACES, ROUND_HALF_UP)  # half away from zero, as the engine's own decimals
        return _below_zero(field) if value < 0 and not field.negative else kept
    return _not_a_number(field, text, "a number", "12.5")


def _place(field: Field, value: Decimal | Bad) -> Decimal | Bad:
    if isinstance(value, Bad) or field.least is None or field.most is None or field.least <= value <= field.most:
        return value
    says = f"no {field.name} of the British Isles, which is between {field.least} and {field.most}"
    return Bad("source-range", says, "are longitude and latitude swapped? Put each below its own heading")


def _coordinate(text: str) -> Decimal | Bad:
    if re.fullmatch(COORDINATE, text):
        return Decimal(text).quantize(PLACES, ROUND_HALF_UP)
    return Bad("source-value", "not a longitude or latitude in degrees", "write it as -1.897764")


def _seconds(field: Field, text: str) -> int | Bad:
    if re.fullmatch(f"-?{SECONDS}", text):
        value = int(text)
        return _below_zero(field) if value < 0 and not field.negative else value
    if re.fullmatch(CLOCK, text):
        hours, minutes, seconds = (int(part) for part in text.split(":"))
        return hours * 3600 + minutes * 60 + seconds
    if re.fullmatch("[0-9]+:[0-9]{2}", text):
        do = "write hours too, as 0:12:44, or whole seconds"
        return Bad("source-value", "either minutes and seconds or hours and minutes", do)
    return _not_a_number(field, text, "whole seconds", "764 or 0:12:44")


def _below_zero(field: Field) -> Bad:
    allow = ", or allow it with 'negative: keep'" if field.settled == "plan" else ""
    return Bad("source-negative", "below zero", f"a count is 0 or more; mend it{allow}")


def _not_a_number(field: Field, text: str, wanted: str, example: str) -> Bad:
    if re.fullmatch(THOUSANDS, text):
        return Bad("source-value", "a number with thousands commas", f"write it without them, as {example}")
    if field.commas and re.fullmatch("-?[0-9][0-9.]*,[0-9.,]*", text):
        return Bad("source-value", "a number with commas that part no thousands", "fetch the file again, or mend it")
    if text.endswith("%"):
        return Bad(
            "source-value",
            "a percent sign",
            f"write the number alone, as {example}; the measure has the unit",
        )
    if wanted != "a number" and re.fullmatch("-?[0-9]+", text):
        return Bad("source-value", "larger than any that can be counted", "mend it")
    return Bad(
        "source-value",
        f"not {wanted}",
        f"write {example}{_for_nothing(field)}",
    )


def _for_nothing(field: Field) -> str:
    """What to do where a word stands for no number."""
    match field.settled:
        case "plan":
            return "; where it stands for nothing, say so with 'values' and 'blank: keep'"
        case "form" if field.required:
            return ": the form needs it in every row"
        case "form":
            return "; where it stands for nothing, leave the cell blank, or say so with 'values'"
    blank = "" if field.required else "leave the cell blank, or "
    return f"; where it stands for nothing, {blank}read the file with 'format: tidy', 'values' and 'blank: keep'"


def _boolean(field: Field, text: str) -> bool | Bad:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    own = "" if field.settled == "publisher" else "; or map it with 'values'"
    return Bad("source-value", "neither yes nor no", f"allowed: true, yes, 1, false, no, 0{own}")


def _time(field: Field, cell: Cell, text: str) -> datetime | Bad:
    at = _moment(cell) if isinstance(cell, date) else dates.read_time(text, field.date_format)
    if at is None:
        form = dates.example(field.date_format) if field.date_format else "2024-03-31 09:30:00"
        return Bad("source-value", "not a time", f"write it as {form}, as the clock in London shows it")
    if clock.is_never(at):
        do = "on that night it goes from 00:59 to 02:00; give London's time, an hour later where this is UTC"
        return Bad("source-value", "a time that London's clock never showed", do)
    return _in_time(field, at.date()) or at


def _moment(cell: date) -> datetime:
    """A workbook's own time; a day alone is its midnight, as spreadsheets keep it."""
    return cell if isinstance(cell, datetime) else datetime.combine(cell, time())


def _date(field: Field, cell: Cell, text: str) -> date | Bad:
    day = _moment(cell).date() if isinstance(cell, date) else _day(field, text)
    if day is None:
        return Bad(
            "source-value", f"not {_wanted(field)[0]}", f"write it as {_wanted(field)[1]}{_of_a_form(field, text)}"
        )
    if field.kind in ("month", "utc-month"):
        day = day.replace(day=1)
    return _in_time(field, day) or day


def _of_a_form(field: Field, text: str) -> str:
    """How a column is read whose days are all written as in Britain."""
    free = field.date_format is None and field.kind == "date" and field.settled != "publisher"
    if not free or not re.fullmatch("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", text):
        return ""
    return "; where all are so, give its column a date_format, such as '%d/%m/%Y'"


def _in_time(field: Field, day: date) -> Bad | None:
    if day < field.earliest:
        return Bad("source-value", f"before {field.earliest.year}", "mend the year")
    if field.only is not None and day != field.only:
        return Bad(
            "source-month",
            f"not in {field.only:%Y-%m}, the month of the file's name",
            "put the right file here",
        )
    if field.latest is not None and day > field.latest:
        return Bad("source-future", f"after {field.latest}, the day the file was received", RECEIVED)
    return None


def _day(field: Field, text: str) -> date | None:
    if field.kind in ("utc-month", "utc-date"):
        return dates.london_date(text)
    if field.kind == "financial-year":
        return dates.financial_year(text)
    if field.kind == "financial-quarter":
        return dates.financial_quarter(text)
    if field.date_format is not None:
        return dates.read_date(text, field.date_format)
    if field.kind == "month" and re.fullmatch(MONTH, text):
        return dates.read_iso(f"{text}-01")
    return dates.read_iso(text)


def _wanted(field: Field) -> tuple[str, str]:
    if field.kind in ("utc-month", "utc-date"):
        return "a time in UTC", "2024-05-31T23:48:00+00:00"
    if field.kind == "financial-year":
        return "a financial year", "2023/24, or as its last day, 2024-03-31"
    if field.kind == "financial-quarter":
        return "a quarter of a financial year", "2023/24 in one column and 1 to 4 in the other"
    word = "a month" if field.kind == "month" else "a date"
    if field.date_format is not None:
        return f"{word} as the source's date_format says", dates.example(field.date_format)
    return word, "2024-03" if field.kind == "month" else "2024-03-31"

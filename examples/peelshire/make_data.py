"""Makes the data of Peelshire, a force that does not exist: 60 months, from a seed, the same bytes each time.

Run it from anywhere: `python examples/peelshire/make_data.py [FOLDER]`. It writes data/ and lookups/ below FOLDER,
which is this folder if left out. Needs nothing but Peelian's own libraries.

What is simulated: seasons, a step down in burglary from January 2023, faster response from October 2023, more calls
answered in time, four other forces that do not exist either, a month of stop and search that was never published,
counts that are suppressed, blank areas, and outcomes that come later than their crimes.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

SEED = 1829
FIRST, MONTHS = (2020, 4), 60
STEP = (2023, 1)  # burglary falls by a third
FASTER = (2023, 10)  # emergency response takes less time
NEVER_PUBLISHED = (2022, 2)  # stop and search
NEIGHBOURHOODS = {  # id -> (LSOA codes, weight)
    "alder-hill": (("P01000001", "P01000002"), 5),
    "brook-end": (("P01000003", "P01000004"), 3),
    "castle-ward": (("P01000005", "P01000006"), 8),
    "dean-cross": (("P01000007", "P01000008"), 4),
    "east-quay": (("P01000009", "P01000010"), 6),
    "fern-bank": (("P01000011", "P01000012"), 4),
}
DISTRICTS = {"PD01": 8, "PD02": 12, "PD03": 10}  # code -> weight
FORCES = {  # code -> (people, recorded crimes a month for every 1,000 of them); Peelshire's own are counted
    "PF01": (27000, None),
    "PF02": (31000, 5.4),
    "PF03": (24500, 4.6),
    "PF04": (38200, 5.0),
    "PF05": (29400, 4.3),
}
STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
).split(",")
OUTCOMES = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type".split(
    ","
)
STOPS = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
).split(",")
CRIMES = {  # type -> (a month on average, how much more in December than in June)
    "Anti-social behaviour": (38, -0.4),
    "Violence and sexual offences": (52, -0.15),
    "Shoplifting": (22, 0.2),
    "Criminal damage and arson": (16, -0.1),
    "Vehicle crime": (14, 0.1),
    "Burglary": (15, 0.35),
    "Public order": (14, -0.2),
    "Drugs": (7, 0.0),
    "Robbery": (3, 0.1),
}
POSITIVE = ("Suspect charged", "Offender given a caution", "Local resolution")
OTHER = ("Unable to prosecute suspect", "Investigation complete; no suspect identified", "Status update unavailable")
SOLVED = {"Shoplifting": 0.24, "Drugs": 0.45, "Burglary": 0.07, "Violence and sexual offences": 0.11}
NAME = "Peelshire Police"
WRITTEN = (2025, 4, 30, 12, 0, 0)  # the date every archive and workbook carries


def months() -> list[tuple[int, int]]:
    start = FIRST[0] * 12 + FIRST[1] - 1
    return [divmod(start + n, 12) for n in range(MONTHS)]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


class Force:
    """The made-up force. Its state is the random numbers still to come, and crimes whose outcome is still to come."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.number = 0
        self.waiting: dict[tuple[int, int], list[list[object]]] = {}

    def count(self, mean: float) -> int:
        """A whole number around the mean, as many small chances add up to."""
        return max(0, round(self.chance.gauss(mean, max(mean, 1) ** 0.5)))

    def place(self) -> tuple[object, ...]:
        """Longitude, latitude, location, LSOA code and name; one in forty has no place."""
        names = list(NEIGHBOURHOODS)
        name = self.chance.choices(names, [NEIGHBOURHOODS[n][1] for n in names])[0]
        code = self.chance.choice(NEIGHBOURHOODS[name][0])
        at = int(code[-2:])
        if self.chance.random() < 1 / 40:
            return ("", "", "No Location", "", "")
        return (
            f"{-3 - at / 100:.6f}",
            f"{54 + at / 100:.6f}",
            "On or near Simulated Street",
            code,
            f"Peelshire {at:03d}A",
        )

    def month(self, year: int, month: int) -> dict[str, str]:
        """The three files of one month; outcomes hold those of earlier crimes too."""
        street = []
        label = f"{year}-{month:02d}"
        for kind, (mean, winter) in CRIMES.items():
            season = 1 + winter * (1 if month in (11, 12, 1) else -1 if month in (5, 6, 7) else 0)
            step = 2 / 3 if kind == "Burglary" and (year, month) >= STEP else 1
            for _ in range(self.count(mean * season * step)):
                street.append(self.crime(label, year, month, kind))
        outcomes = self.waiting.pop((year, month), [])
        files = {"street": as_csv(STREET, street), "outcomes": as_csv(OUTCOMES, outcomes)}
        if (year, month) != NEVER_PUBLISHED:
            files["stop-and-search"] = as_csv(STOPS, self.stops(year, month))
        return files

    def crime(self, label: str, year: int, month: int, kind: str) -> list[object]:
        place = self.place()
        if kind == "Anti-social behaviour":
            return ["", label, NAME, NAME, *place, kind, "", ""]
        self.number += 1
        id = f"{self.number:064x}"
        solved = self.chance.random() < SOLVED.get(kind, 0.1) + (0.04 if year >= 2024 else 0)
        outcome = self.chance.choice(POSITIVE if solved else OTHER)
        later = divmod(year * 12 + month - 1 + self.chance.choice((0, 0, 1, 2, 4)), 12)
        when = (later[0], later[1] + 1)
        self.waiting.setdefault(when, []).append([id, f"{when[0]}-{when[1]:02d}", NAME, NAME, *place, outcome])
        return [id, label, NAME, NAME, *place, kind, outcome, ""]

    def stops(self, year: int, month: int) -> list[list[object]]:
        rows = []
        first = datetime(year, month, 1, 8)
        for _ in range(self.count(34)):
            when = first + timedelta(minutes=self.chance.randrange(27 * 24 * 60))
            group = self.chance.choices(("White", "Black", "Asian", "Other", ""), (70, 10, 13, 3, 4))[0]
            wanted = self.chance.choices(("Controlled drugs", "Offensive weapons", "Stolen goods"), (60, 25, 15))[0]
            found = self.chance.random() < 0.24
            rows.append(
                [
                    "Person search",
                    f"{when:%Y-%m-%dT%H:%M:%S}+00:00",
                    "False",
                    "",
                    "54.050000",
                    "-3.050000",
                    self.chance.choice(("Male", "Male", "Male", "Female")),
                    "18-24",
                    "",
                    group,
                    "Misuse of Drugs Act 1971 (section 23)"
                    if wanted == "Controlled drugs"
                    else "Police and Criminal Evidence Act 1984 (section 1)",
                    wanted,
                    "Arrest" if found else "A no further action disposal",
                    str(found),
                    "False",
                ]
            )
        return sorted(rows, key=lambda row: str(row[1]))

    def calls(self) -> str:
        rows = []
        for index, (year, zero) in enumerate(months()):
            for line, mean, quick in (("999", 42, 5.0), ("101", 46, 60.0)):
                for _ in range(self.count(mean)):
                    seconds = int(self.chance.expovariate(1 / (quick * (1.25 - index / 120))))
                    answered = self.chance.random() > (0.004 if line == "999" else 0.08 - index / 1200)
                    day = 1 + self.chance.randrange(28)
                    rows.append(
                        [
                            f"{year}-{zero + 1:02d}-{day:02d}",
                            line,
                            "yes" if answered else "no",
                            seconds if answered else "",
                        ]
                    )
        return as_csv(["Date", "Line", "Answered", "Seconds"], rows)

    def incidents(self) -> str:
        rows = []
        for year, zero in months():
            faster = 0.78 if (year, zero + 1) >= FASTER else 1.0
            for grade, mean, median in (("Emergency", 34, 690), ("Priority", 26, 2900)):
                for _ in range(self.count(mean)):
                    seconds = int(self.chance.lognormvariate(0, 0.55) * median * faster)
                    hours, rest = divmod(seconds, 3600)
                    district = self.chance.choices(list(DISTRICTS), list(DISTRICTS.values()))[0]
                    rows.append(
                        [f"{year}-{zero + 1:02d}", grade, district, f"{hours}:{rest // 60:02d}:{rest % 60:02d}"]
                    )
        return as_csv(["Month", "Grade", "District", "Time to attend"], rows)


def population() -> str:
    rows = []
    for year in range(2019, 2025):
        for place, (_, weight) in NEIGHBOURHOODS.items():
            for group, share in (("White", 0.84), ("Black", 0.04), ("Asian", 0.09), ("Other", 0.03)):
                rows.append([f"{year}-06-30", place, group, round(weight * 900 * share * (1 + (year - 2019) * 0.006))])
    return as_csv(["Date", "Neighbourhood", "Ethnic group", "People"], rows)


def forces(chance: random.Random, own: Iterable[int]) -> str:
    """Recorded crimes of every force by month, as one publisher of all would give them; `own` are Peelshire's."""
    rows = []
    for (year, zero), number in zip(months(), own, strict=True):
        for code, (people, rate) in FORCES.items():
            season = 1 - 0.08 * (1 if zero in (10, 11, 0) else -1 if zero in (4, 5, 6) else 0)
            mean = (rate or 0) * people / 1000 * season
            count = number if rate is None else max(0, round(chance.gauss(mean, mean**0.5)))
            rows.append([f"{year}-{zero + 1:02d}", code, count, people])
    return as_csv(["Month", "Force", "Crimes", "People"], rows)


def weights() -> str:
    harm = {
        "Violence and sexual offences": 180,
        "Robbery": 365,
        "Burglary": 22,
        "Drugs": 4,
        "Vehicle crime": 3,
        "Criminal damage and arson": 5,
        "Public order": 2,
        "Shoplifting": 1,
        "Anti-social behaviour": 0,
    }
    return as_csv(["Month", "Crime type", "Days"], [["2020-04", kind, days] for kind, days in harm.items()])


def grades() -> str:
    rows = [["2021-11", "Investigating crime", "Requires improvement"], ["2024-02", "Investigating crime", "Adequate"]]
    return as_csv(["Month", "Question", "Grade"], rows)


def admissions(chance: random.Random) -> str:
    """Counts by month, already counted by their owner, small ones suppressed with a star."""
    rows = []
    for year, zero in months():
        number = max(0, round(chance.gauss(9, 3)))
        rows.append([f"{year}-{zero + 1:02d}", "*" if 0 < number < 3 else number])
    return as_csv(["Month", "Admissions"], rows)


def workbook(path: Path, sheet: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet, "created": datetime(*WRITTEN)})
    page = book.add_worksheet(sheet)
    for at, row in enumerate([header, *rows]):
        page.write_row(at, 0, row)
    book.close()


def workforce(chance: random.Random) -> list[list[object]]:
    rows: list[list[object]] = []
    for index, (year, zero) in enumerate(months()):
        for role, start, growth in (("Police officer", 412, 0.45), ("Community support officer", 38, -0.05)):
            total = round(start + growth * index + chance.gauss(0, 1.5))
            women = round(total * (0.33 + index / 1500))
            rows += [
                [f"{year}-{zero + 1:02d}", role, "Female", women],
                [f"{year}-{zero + 1:02d}", role, "Male", total - women],
            ]
    return rows


def survey(chance: random.Random) -> list[list[object]]:
    answers = ("Very satisfied", "Fairly satisfied", "Neither", "Fairly dissatisfied", "Very dissatisfied", "Not asked")
    rows: list[list[object]] = []
    for year, zero in months():
        for _ in range(24):
            answer = chance.choices(answers, (30, 31, 9, 14, 12, 4))[0]
            rows.append([f"{year}-{zero + 1:02d}", answer, chance.choice((0.8, 1.0, 1.0, 1.25))])
    return rows


def archive(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, text in files.items():
            out.writestr(zipfile.ZipInfo(name, WRITTEN), text, zipfile.ZIP_DEFLATED, 9)


def write(folder: Path) -> None:
    """All files below `folder`."""
    force, chance = Force(), random.Random(SEED + 1)
    data, lookups = folder / "data", folder / "lookups"
    data.mkdir(parents=True, exist_ok=True)
    lookups.mkdir(exist_ok=True)
    by_year: dict[str, dict[str, str]] = {}
    recorded = []
    for year, zero in months():
        label = f"{year}-{zero + 1:02d}"
        span = f"{year if zero >= 3 else year - 1}-04-to-{year + 1 if zero >= 3 else year}-03"
        for kind, text in force.month(year, zero + 1).items():
            if kind == "street":
                recorded.append(sum(row["Crime ID"] != "" for row in csv.DictReader(io.StringIO(text))))
            by_year.setdefault(span, {})[f"{label}/{label}-peelshire-{kind}.csv"] = text
    for span, files in by_year.items():
        archive(data / f"police-uk-{span}.zip", files)
    texts = {
        "calls.csv": force.calls(),
        "incidents.csv": force.incidents(),
        "population.csv": population(),
        "harm-weights.csv": weights(),
        "inspection-grades.csv": grades(),
        "admissions.csv": admissions(chance),
        "forces.csv": forces(random.Random(SEED + 2), recorded),
    }
    for name, text in texts.items():
        (data / name).write_text(text, encoding="utf-8", newline="")
    workbook(data / "workforce.xlsx", "Workforce", ["Month", "Role", "Sex", "Headcount"], workforce(chance))
    workbook(data / "victim-survey.xlsx", "Answers", ["Month", "Answer", "Weight"], survey(chance))
    rows = [[code, place] for place, (codes, _) in NEIGHBOURHOODS.items() for code in codes]
    (lookups / "lsoa-to-neighbourhood.csv").write_text(
        as_csv(["LSOA", "Neighbourhood"], rows), encoding="utf-8", newline=""
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
    print(f"simulated data from {date(*FIRST, 1):%B %Y}, {MONTHS} months")

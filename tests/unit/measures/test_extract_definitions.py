"""The shared definitions over extracts: each equals the plain second way on made-up rows of its form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from peelian.contracts.load import form
from peelian.contracts.model import FormColumn
from peelian.measures.computed import Computed
from peelian.measures.model import Cohort, Count, Distinct, Duration, Measure, WeightedSum
from peelian.periods import month, parse
from peelian.series.engine import Value
from peelian.series.model import Breakdown
from tests.spec.reference_engine import Reference
from tests.spec.worlds import Row, Rows, World
from tests.unit.measures.test_definitions import FORMS, LISTS, MEASURES, TABLES

MONTHS = [date(2024, number, 1) for number in range(1, 13)]
COVERED = frozenset(MONTHS)
EXTRACTS = sorted(id for id in MEASURES if id.startswith("extract-"))
GROUPS = ("asian", "black", "mixed", "white", "other")
SHORT = {  # texts that the publisher writes, for which a form has no list
    "module": [f"ethics-{n}" for n in range(1, 8)],
    "question": ["victim-satisfaction", "safe-at-night"],
    "answer": ["very-satisfied", "fairly-satisfied", "neither", "fairly-dissatisfied", "very-dissatisfied", "not-said"],
}
CODES = sorted(
    {
        code
        for measure in MEASURES.values()
        if isinstance(measure.compute, Count | WeightedSum) and "offence_code" in measure.compute.where
        for code in measure.compute.where["offence_code"].is_
    }
)
MOST = {"training": 3000}  # of whom one in forty counts in a month
ASKED = [("force", "2024-12"), ("force", "2024-01..2024-06"), ("force", "ye-2024-12"), ("north", "2024-03..2024-05")]


def cell(name: str, column: FormColumn, at: date, random: Random) -> Value:
    """A cell that may stand in such a column; blank at times where that is no fault."""
    if not column.required and random.random() < 0.2:
        return None
    if column.values:
        return random.choice(list(column.values))
    match column.type:
        case "id":
            return f"{name}-{random.randrange(60 if name == 'victim_id' else 100_000)}"
        case "boolean":
            return random.random() < 0.6
        case "integer" | "seconds":
            return random.randrange(max(column.least or 0, 0), 40)
        case "number":
            return Decimal(random.randrange(1, 2_000_000)) / 1_000_000
        case "date" | "time" | "month":
            return at - timedelta(days=random.randrange(120))
    if name == "offence_code":
        return random.choice((random.choice(CODES), "46"))  # a definition of one code needs rows, too
    return random.choice(SHORT.get(name, ["a", "b"]))


def rows_of(table: str, random: Random, count: int) -> list[Row]:
    given = form(FORMS[table])
    made = []
    for _ in range(count):
        at = random.choice(MONTHS)
        row: Row = {n: cell(n, one, at, random) for n, one in given.columns.items() if one.type != "time"}
        row |= {name: random.choice((None, random.randrange(20), random.randrange(4000))) for name in given.elapsed}
        made.append(row | {"month": at, "area": random.choice(("north", "south", None))})
    return made


def without_times(columns: dict[str, str]) -> dict[str, str]:
    """No measure reads a clock: what is asked of times stands in columns of seconds."""
    return {name: kind for name, kind in columns.items() if kind != "time"}


def dated(table: str, rows: list[Row]) -> Rows:
    """A table of one month, of whose columns the rows give some."""
    whole = [dict.fromkeys(TABLES[table]) | {"month": MONTHS[0]} | row for row in rows]
    return Rows(TABLES[table], [{name: row[name] for name in TABLES[table]} for row in whole], frozenset(MONTHS[:1]))


def world() -> World:
    random = Random(20240101)
    tables = {
        table: Rows(without_times(TABLES[table]), rows_of(table, random, MOST.get(table, 900)), COVERED)
        for table in FORMS
    }
    for name in ("weights_severity_score", "weights_cambridge", "weights_local"):
        weights: list[Row] = [{"offence_code": code, "weight": Decimal(n) / 4} for n, code in enumerate(CODES, 1)]
        tables[name] = dated(name, weights)
    for name in ("population", "population_by_ethnicity"):
        people: list[Row] = [
            {"area": area, "ethnicity": group, "people": 1000 * n + len(area)}
            for area in ("north", "south")
            for n, group in enumerate(GROUPS, 1)
        ]
        tables[name] = dated(name, people)
    hurt: list[Row] = [
        {**NOBODY, "month": at, "area": "north", "severity": severity, "serious_adjusted": Decimal(n) / 10}
        for at in MONTHS
        for n, severity in enumerate(("fatal", "serious", "slight", "slight"))
    ]
    tables["casualties"] = Rows(TABLES["casualties"], hurt, COVERED)
    return World({"force": ("north", "south"), "north": (), "south": ()}, tables, MEASURES, LISTS)


NOBODY: Row = dict.fromkeys(TABLES["casualties"])
WORLD = world()


@pytest.fixture(name="computed", scope="module")
def computed_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computed]:
    made = WORLD.computed(tmp_path_factory.mktemp("extracts"))
    yield made
    made.close()


def part_of(measure: Measure) -> Breakdown:
    return (("ethnicity", "black"),) if measure.kind == "ratio" else ()


@pytest.mark.parametrize("id", EXTRACTS)
def test_each_definition_equals_the_plain_second_way(computed: Computed, id: str) -> None:
    reference, part = Reference(WORLD), part_of(MEASURES[id])
    found = []
    for area, period in ASKED:
        fast = computed.observe(id, area, part, parse(period))
        assert fast.value == reference.observe(id, area, part, parse(period)).value, (area, period)
        found.append(fast.value)
    assert any(value for value in found if value), found  # of nothing but zeros nothing would be learnt


def test_the_same_crimes_and_the_outcomes_assigned_are_two_rates(computed: Computed) -> None:
    rates = [computed.observe(id, "force", (), month(2024, 5)).value for id in RATES]
    assert None not in rates
    assert rates[0] != rates[1]
    late = computed.observe(RATES[1], "force", (), month(2024, 12))
    assert (late.value, late.status) == (None, "missing")


RATES = ("extract-positive-outcome-rate", "extract-positive-outcome-rate-of-crimes")


def test_a_year_of_repeat_victims_is_not_the_sum_of_its_months(computed: Computed) -> None:
    once, again = "extract-victims", "extract-repeat-victims"
    months = [computed.observe(once, "force", (), month(2024, number)).value or 0 for number in range(1, 13)]
    year = [computed.observe(id, "force", (), parse("ye-2024-12")).value or 0 for id in (once, again)]
    assert sum(months) > year[0] >= year[1] > 0


def test_the_killed_or_seriously_injured_are_both_together(computed: Computed) -> None:
    for area, period in ASKED:
        killed, serious, both = (
            computed.observe(f"extract-road-{name}", area, (), parse(period)).value
            for name in ("fatalities", "serious-injuries", "ksi")
        )
        assert killed is not None
        assert serious is not None
        assert both == killed + serious > serious, (area, period)
    of_many = computed.observe("extract-road-ksi", "force", (), parse("ye-2024-12"))
    assert of_many.sum == "12 × 0.1 + 12 × 0.2 + 12 × 0.3 + 12 × 1"  # a fatal row's own chance is 0 there


def test_the_ways_to_treat_an_unknown_group_lie_within_the_bounds(computed: Computed) -> None:
    part = (("ethnicity", "asian"),)
    names = ("", "-lowest", "-spread", "-highest")
    for base in ("search", "force"):
        values = [
            computed.observe(f"extract-{base}-disproportionality{name}", "force", part, parse("ye-2024-12")).value or 0
            for name in names
        ]
        assert values[1] < values[0] < values[3]
        assert values[1] < values[2] < values[3]


def test_kinds_that_do_not_add_up_are_among_them() -> None:
    kinds = {type(MEASURES[id].compute) for id in EXTRACTS}
    assert {Distinct, Duration, WeightedSum} <= kinds


def test_a_crime_of_two_outcomes_is_one_crime() -> None:
    """What is divided by crimes counts crimes, so that a share of the same crimes is at most all of them."""
    cohorts = {id: spec for id in EXTRACTS if isinstance(spec := MEASURES[id].compute, Cohort)}
    assert len(cohorts) == 5
    assert {spec.column for spec in cohorts.values()} == {"crime_id"}

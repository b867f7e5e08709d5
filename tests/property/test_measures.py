"""Random tables: fast equals slow, the order of rows is nothing, parts make wholes, months make years."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peelian.measures.computed import Computed
from peelian.periods import Period, month, parse
from peelian.series.model import Breakdown, Observation
from tests.counts import tries
from tests.spec.reference_engine import Reference
from tests.spec.worlds import Row, Rows, World, measure, shuffled

AREAS = {"force": ("north", "south"), "north": ("elm", "oak"), "south": (), "elm": (), "oak": ()}
MONTHS = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
PLACES = ("force", "north", "south", "elm", "oak", None)
OFFENCES = ("Burglary", "burglary", "Robbery", "", None)
LISTS = {
    "serious": (
        (("Burglary",), None, date(2024, 1, 31)),
        (("Robbery", "Burglary"), date(2024, 2, 1), date(2024, 2, 29)),
    ),
    "always": ((("Robbery",), None, None),),
}
RECORDS = {
    "month": "date",
    "area": "text",
    "offence": "text",
    "seconds": "integer",
    "weight": "decimal",
    "met": "boolean",
    "began": "date",
    "wave": "integer",
}
COUNTED = {"month": "date", "area": "text", "offence": "text", "n": "integer", "fte": "decimal"}


def compute(kind: str, id: str, breakdowns: dict[str, str] | None = None, **fields: Any) -> Any:
    return measure({"id": id, "kind": kind, "compute": fields, "breakdowns": breakdowns or {}})


BEGAN = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15))
BY = {"offence": "offence", "met": "met"}
SCALE = ["Robbery", "Burglary"]
MEASURES = [
    compute("count", "rows", BY, table="records"),
    compute("count", "burglaries", BY, table="records", where={"offence": "Burglary"}),
    compute("count", "not-burglaries", BY, table="records", where={"offence": {"not": "Burglary"}}),
    compute("count", "blank", BY, table="records", where={"offence": {"blank": "true"}}),
    compute("count", "serious", table="records", where={"offence": {"in_list": "serious"}}),
    compute("count", "not-always", table="records", where={"offence": {"not_in_list": "always"}}),
    compute("count", "slow", table="records", where={"seconds": {"at_least": "60", "at_most": "600"}}),
    compute("count", "heavy", table="records", where={"weight": {"at_least": "0.5"}, "met": "true"}),
    compute("distinct", "times", BY, table="records", column="seconds"),
    compute("distinct", "offences", {"met": "met"}, table="records", column="offence", where={"met": "true"}),
    compute("distinct", "again", BY, table="records", column="seconds", at_least="2"),
    compute("distinct", "again-over-months", table="records", column="offence", at_least="3", months="2"),
    compute("cohort", "of-what-began", BY, table="records", began="began", months="1"),
    compute("cohort", "different-that-began", BY, table="records", began="began", months="1", column="seconds"),
    compute("cohort", "offences-that-began", table="records", began="began", months="1", column="offence"),
    compute("weighted_sum", "own-weights", table="records", weight="weight", where={"weight": {"blank": "false"}}),
    compute("weighted_sum", "own-or-fixed", BY, table="records", weight="weight", key="offence",
            fixed={"Burglary": "1", "burglary": "0.5"}),
    compute("duration", "median", BY, table="records", column="seconds", statistic="median"),
    compute("duration", "mean", table="records", column="seconds", statistic="mean"),
    compute("duration", "p90", table="records", column="seconds", statistic="p90"),
    compute("compliance", "quick", BY, table="records", column="seconds", within="300"),
    compute("weighted_sum", "harm", BY, table="records", key="offence", weights="weights", weight="days",
            where={"offence": {"blank": "false"}}),
    compute("survey", "answers", table="records", question="offence", positive=["Robbery"],
            base=["Robbery", "Burglary"]),
    compute("survey", "weighted", BY, table="records", question="offence", positive=["Robbery"],
            base=["Robbery", "Burglary"], weight="weight"),
    compute("grade", "grade", table="records", column="offence", scale=SCALE,
            where={"offence": {"blank": "false"}}),
    compute("count", "sum", {"offence": "offence"}, table="counted", sum="n"),
    compute("weighted_sum", "harm-of-counted", {"offence": "offence"}, table="counted", key="offence",
            weights="weights", weight="days", sum="n"),
    compute("weighted_sum", "harm-of-what-is-shown", table="counted", key="offence", weights="weights", weight="days",
            sum="n", where={"n": {"blank": "false"}, "offence": {"blank": "false"}}),
    compute("count", "sum-robbery", table="counted", sum="n", where={"offence": "Robbery"}),
    compute("level", "level", {"offence": "offence"}, table="counted", column="fte"),
    compute("level", "records", BY, table="records", records="true"),
    compute("level", "weight-of-records", table="records", column="weight", records="true"),
    compute("rate", "rate", numerator="rows", denominator="level", per="1000"),
    compute("share", "share", numerator="burglaries", denominator="rows"),
    compute("ratio", "ratio", events="rows", population="level", dimension="offence", reference="robbery"),
    compute("count", "of-a-known-offence", BY, table="records", where={"offence": {"blank": "false"}}),
    compute("ratio", "spread", events="rows", population="level", dimension="offence", reference="robbery",
            known="of-a-known-offence", unknown="spread"),
]  # fmt: skip

places = st.sampled_from(PLACES)
offences = st.sampled_from(OFFENCES)
records = st.fixed_dictionaries(
    {
        "month": st.sampled_from(MONTHS),
        "area": places,
        "offence": offences,
        "seconds": st.none() | st.integers(0, 5) | st.integers(0, 10_000),
        "weight": st.none() | st.integers(1, 3_000_000).map(lambda n: Decimal(n) / 1_000_000),
        "met": st.none() | st.booleans(),
        "began": st.none() | st.sampled_from(BEGAN),
        "wave": st.sampled_from((1, 2)),
    }
)
numbers = st.none() | st.integers(-2, 2) | st.integers(0, 10**9)
counted = st.fixed_dictionaries(
    {
        "month": st.sampled_from(MONTHS),
        "area": places,
        "offence": offences,
        "n": numbers,
        "fte": st.none() | st.integers(0, 10**9).map(lambda n: Decimal(n) / 100),
    }
)
weights: list[Row] = [
    {"offence": "Burglary", "days": Decimal("2.5")},
    {"offence": "burglary", "days": Decimal("3")},
    {"offence": "Robbery", "days": Decimal("365")},
]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    months = draw(st.sets(st.sampled_from(MONTHS), min_size=2))
    made = draw(st.lists(records, max_size=30))
    sums = draw(st.lists(counted, max_size=20))
    tables = {
        "records": Rows(RECORDS, [row for row in made if row["month"] in months], frozenset(months)),
        "counted": Rows(COUNTED, [row for row in sums if row["month"] in months], frozenset(months)),
        "weights": Rows({"offence": "text", "days": "decimal"}, weights, frozenset()),
    }
    return World(AREAS, tables, {each.id: each for each in MEASURES}, LISTS)


@contextmanager
def answers(world: World) -> Iterator[Computed]:
    with tempfile.TemporaryDirectory() as folder:
        computed = world.computed(Path(folder))
        try:
            yield computed
        finally:
            computed.close()


PERIODS = (
    *(month(2024, number) for number in (1, 2, 3)),
    parse("q-2024-03"),
    parse("2024-01..2024-02"),
    parse("at-2024-02"),
    parse("wave-1"),
    parse("not-stated"),
)
BROKEN_DOWN: list[tuple[tuple[str, str], ...]] = [
    (),
    (("offence", "robbery"),),
    (("offence", "not-recorded"),),
    (("met", "true"),),
    (("met", "not-recorded"), ("offence", "burglary")),
]
slow = settings(max_examples=tries(8, 16), deadline=None, suppress_health_check=[HealthCheck.too_slow])


asked = st.tuples(st.sampled_from(sorted(AREAS)), st.sampled_from(BROKEN_DOWN), st.sampled_from(PERIODS))


@slow
@given(world=worlds(), questions=st.lists(asked, min_size=8, max_size=8, unique=True))
def test_the_fast_engine_equals_the_slow_one_on_odd_tables(world: World, questions: list[Any]) -> None:
    with answers(world) as computed:
        for each in MEASURES:
            for area, breakdown, period in questions:
                compare(computed, Reference(world), each.id, area, breakdown, period)


def test_the_fast_engine_equals_the_slow_one_on_full_tables() -> None:
    tried = 0
    with_value: Counter[str] = Counter()
    for seed in range(tries(5, 9)):
        world = full_world(Random(seed))
        reference = Reference(world)
        with answers(world) as computed:
            for each in MEASURES:
                for area in AREAS:
                    for breakdown in BROKEN_DOWN if seed % 4 == 0 else BROKEN_DOWN[:2]:
                        for period in PERIODS[:6]:
                            found = compare(computed, reference, each.id, area, breakdown, period)
                            tried += 1
                            with_value[each.id] += found.value is not None and found.value > 0
    # A comparison of nothing with nothing would prove nothing: each measure must have had values to compare.
    assert min(with_value[each.id] for each in MEASURES) >= 30, with_value
    print(f"fast engine against slow: {tried} tried, {tried} held")


def compare(
    computed: Computed, reference: Reference, id: str, area: str, breakdown: Breakdown, period: Period
) -> Observation:
    """The library's answer, after finding that the slow engine's is the same."""
    fast = computed.observe(id, area, breakdown, period)
    plain = reference.observe(id, area, breakdown, period)
    told = (id, area, period.id, breakdown, fast)
    for name in ("value", "status", "numerator", "denominator", "base"):
        assert getattr(fast, name) == getattr(plain, name), (name, told)
    for end in ("low", "high"):
        near(getattr(fast, end), getattr(plain, end), told)
    assert (fast.value is None) == bool(fast.reason), told
    assert (fast.value is None) != bool(fast.sum), told
    return fast


def full_world(random: Random) -> World:
    """Tables with many rows, every month covered; the counted one gives one level of areas, sometimes two."""
    made: list[Row] = [
        {
            "month": random.choice(MONTHS),
            "area": random.choice(PLACES),
            "offence": random.choice(("Burglary", "Robbery", "Robbery", None)),
            "seconds": random.choice((None, random.randrange(5), random.randrange(1000))),
            "weight": Decimal(random.randrange(1, 3_000_000)) / 1_000_000,
            "met": random.choice((True, False, None)),
            "began": random.choice((*BEGAN, None)),
            "wave": random.choice((1, 2)),
        }
        for _ in range(random.randrange(20, 80))
    ]
    levels = random.choice((["force"], ["north", "south"], ["elm", "oak", "south"], ["north", "south", "oak"]))
    sums: list[Row] = [
        {
            "month": month,
            "area": area,
            "offence": offence,
            "n": None if random.random() < 0.02 else random.randrange(100),
            "fte": None if random.random() < 0.02 else Decimal(random.randrange(10_000)) / 100,
        }
        for month in MONTHS
        for area in [*levels, *([None] if random.random() < 0.3 else [])]
        for offence in ("Burglary", "Robbery", None)
        if random.random() > 0.05
    ]
    tables = {
        "records": Rows(RECORDS, made, frozenset(MONTHS)),
        "counted": Rows(COUNTED, sums, frozenset(MONTHS)),
        "weights": Rows({"offence": "text", "days": "decimal"}, weights, frozenset()),
    }
    return World(AREAS, tables, {each.id: each for each in MEASURES}, LISTS)


def near(fast: Fraction | None, plain: float | None, told: object) -> None:
    if fast is None or plain is None:
        assert fast is plain, told
    else:
        assert float(fast) == pytest.approx(plain, rel=1e-9, abs=1e-9), told


@slow
@given(world=worlds(), data=st.data())
def test_the_order_of_rows_does_not_matter(world: World, data: st.DataObject) -> None:
    moved = world
    for table in ("records", "counted"):
        order = data.draw(st.permutations(range(len(world.tables[table].rows))))
        moved = shuffled(moved, table, order)
    with answers(world) as before, answers(moved) as after:
        for each in MEASURES:
            for period in (PERIODS[0], PERIODS[3]):
                assert before.observe(each.id, "force", (), period) == after.observe(each.id, "force", (), period)


@slow
@given(world=worlds())
def test_parts_make_wholes_and_months_make_longer_periods(world: World) -> None:
    unplaced = [row for row in world.tables["records"].rows if row["area"] is None]
    own = [row for row in world.tables["records"].rows if row["area"] == "force"]
    with answers(world) as computed:

        def value(id: str, area: str = "force", period: Period = PERIODS[0], **breakdown: str) -> Fraction:
            return computed.observe(id, area, tuple(sorted(breakdown.items())), period).value or Fraction()

        for period in PERIODS[:3]:
            rows = value("rows", period=period)
            values = computed.breakdown_values("rows", "offence")
            assert sum(value("rows", period=period, offence=slug) for slug in values) == rows
            here = len([row for row in unplaced + own if row["month"] == period.first])
            assert value("rows", "north", period) + value("rows", "south", period) + here == rows
            named = value("burglaries", period=period) + value("not-burglaries", period=period)
            assert named + value("blank", period=period) == rows
        if computed.observe("rows", "force", (), PERIODS[3]).value is not None:
            for id in ("rows", "burglaries", "harm", "slow"):
                parts = [computed.observe(id, "force", (), period) for period in PERIODS[:3]]
                assert value(id, period=PERIODS[3]) == sum(part.value or Fraction() for part in parts)
            quick = [computed.observe("quick", "force", (), period) for period in PERIODS[:3]]
            whole = computed.observe("quick", "force", (), PERIODS[3])
            assert (whole.numerator or 0) == sum(part.numerator or 0 for part in quick)


def test_months_make_a_leap_year() -> None:
    """Every month of the year ending March 2024, 29 February with it, is in the year once."""
    every = tuple(date(2023 + (number > 8), (number + 3) % 12 + 1, 1) for number in range(12))
    rows: list[Row] = [
        {"month": day, "area": None, "n": 1} for number, day in enumerate(every) for _ in range(number + 1)
    ]
    table = Rows({"month": "date", "area": "text", "n": "integer"}, rows, frozenset(every))
    world = World(AREAS, {"t": table}, {"c": compute("count", "c", table="t")})
    with answers(world) as computed:
        year = computed.observe("c", "force", (), parse("ye-2024-03"))
        assert year.value == 78
        assert year.sum == " + ".join(str(number + 1) for number in range(12))
        assert computed.observe("c", "force", (), parse("2024-02")).value == 11
        assert computed.observe("c", "force", (), parse("ye-2024-04")).reason == "no data for 2024-04"

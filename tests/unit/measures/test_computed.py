"""Computed measures beyond what the conformance cases say: listings, origins, faults, inputs, odd tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from peelian.errors import Unusable
from peelian.measures.computed import Computed
from peelian.measures.derive import derive, inputs_of
from peelian.measures.shapes import Known, Ref
from peelian.periods import Period, month, parse
from peelian.quantities import NoValue
from peelian.series.engine import Settings
from peelian.series.model import Observation, Origin
from tests.spec.worlds import World, from_page, measure, written

WORLD = from_page(
    {
        "areas": {"force": ["north"]},
        "tables": {
            "searches": {
                "covers": "2024-01..2024-03",
                "rows": """
                    month   | area  | group   | found
                    2024-01 | north | White   | yes
                    2024-01 | north | white   | no
                    2024-01 |       | Black   | no
                    2024-02 |       |         | no
                """,
            },
            "people": {
                "covers": "2020-06..2021-06",
                "types": {"n": "integer"},
                "rows": "month|area|group|n\n2020-06|force|White|10\n2021-06|force|Mixed|20",
            },
            "areasless": {"covers": "2024-01", "rows": "month | a\n2024-01 | x\n2024-01 | y"},
            "of-the-force": {"covers": "2024-01", "rows": "month | area | a\n2024-01 | | x\n2024-01 | | y"},
            "weights": {"rows": "group | weight"},
        },
        "measures": [
            {
                "id": "searches",
                "kind": "count",
                "compute": {"table": "searches"},
                "breakdowns": {"group": "group"},
            },
            {
                "id": "finds",
                "kind": "count",
                "compute": {"table": "searches", "where": {"found": "yes"}},
                "breakdowns": {"group": "group"},
            },
            {
                "id": "find-rate",
                "kind": "share",
                "compute": {"numerator": "finds", "denominator": "searches"},
            },
            {
                "id": "people",
                "kind": "level",
                "compute": {"table": "people", "column": "n"},
                "breakdowns": {"group": "group"},
            },
            {"id": "typed", "kind": "published"},
            {
                "id": "rate",
                "kind": "rate",
                "compute": {"numerator": "searches", "denominator": "people", "per": 10},
            },
            {
                "id": "ratio",
                "kind": "ratio",
                "compute": {
                    "events": "searches",
                    "population": "typed",
                    "dimension": "group",
                    "reference": "white",
                },
            },
            {"id": "areasless", "kind": "count", "compute": {"table": "areasless"}},
            {"id": "of-the-force", "kind": "count", "compute": {"table": "of-the-force"}},
            {"id": "broken", "kind": "count", "compute": {"table": "searches", "where": {"colour": "red"}}},
            {
                "id": "broken-rate",
                "kind": "share",
                "compute": {"numerator": "broken", "denominator": "searches"},
            },
        ],
    }
)
JANUARY = month(2024, 1)
PERIODS = ("2024-01", "2024-02", "2024-01..2024-02", "q-2024-03", "q-2024-04")
JANUARY_VALUES = {"finds": Fraction(1), "searches": Fraction(3)}


@pytest.fixture(name="computed")
def computed_(tmp_path: Path) -> Iterator[Computed]:
    made = WORLD.computed(tmp_path)
    yield made
    made.close()


def test_values_of_a_breakdown_are_those_of_the_measures_rows(computed: Computed) -> None:
    assert computed.breakdown_values("searches", "group") == ("black", "not-recorded", "white")
    assert computed.breakdown_values("finds", "group") == ("white",)
    assert computed.breakdown_values("searches", "colour") == ()
    assert computed.breakdown_values("typed", "group") == ()


def test_values_of_a_share_are_its_denominators_of_a_rate_its_numerators(computed: Computed) -> None:
    assert computed.breakdown_values("find-rate", "group") == ("black", "not-recorded", "white")
    assert computed.breakdown_values("rate", "group") == ("black", "not-recorded", "white")


def test_values_of_a_ratio_are_its_events_where_its_population_is_published(computed: Computed) -> None:
    assert computed.breakdown_values("ratio", "group") == ("black", "not-recorded", "white")


def test_a_group_without_finds_has_a_zero(computed: Computed) -> None:
    assert computed.observe("find-rate", "force", (("group", "black"),), JANUARY).value == 0


def test_two_spellings_are_one_value(computed: Computed) -> None:
    assert computed.observe("searches", "force", (("group", "white"),), JANUARY).value == 2
    assert computed.label("searches", "group", "white") == "White"


def test_labels(computed: Computed) -> None:
    assert computed.label("find-rate", "group", "black") == "Black"
    assert computed.label("searches", "group", "not-recorded") == "Not recorded"
    assert computed.label("searches", "group", "green") == "green"
    assert computed.label("typed", "group", "green") == "green"


def test_months_of_each_kind(computed: Computed) -> None:
    whole = (month(2024, 1), month(2024, 2), month(2024, 3))
    assert computed.months("searches") == whole
    assert computed.months("find-rate") == whole
    assert computed.months("rate") == whole  # not those of the population
    assert computed.months("people")[0] == month(2020, 6)
    assert computed.months("typed") == ()


def test_a_published_measure_has_nothing_to_compute(computed: Computed) -> None:
    found = computed.observe("typed", "force", (), parse("ye-2026-03"))
    assert (found.value, found.status) == (None, "missing")
    assert found.reason == "no figure is typed in for the year ending March 2026"


def test_a_broken_definition_stops_it_and_what_is_computed_from_it(computed: Computed) -> None:
    with pytest.raises(Unusable, match="measure 'broken': no column 'colour'; the table 'searches' has: month"):
        computed.observe("broken", "force", (), JANUARY)
    with pytest.raises(Unusable, match="measure 'broken'"):
        computed.observe("broken-rate", "force", (), JANUARY)
    assert computed.observe("searches", "force", (), JANUARY).value == 3  # and nothing else


def test_a_measure_that_the_build_was_not_given_is_refused_in_words(computed: Computed) -> None:
    for ask in (computed.months, lambda id: computed.observe(id, "force", (), JANUARY)):
        with pytest.raises(Unusable, match="measure 'elsewhere' is not one that the plan uses"):
            ask("elsewhere")


def test_a_table_without_areas_is_the_forces(computed: Computed) -> None:
    assert computed.observe("areasless", "force", (), JANUARY).value == 2
    found = computed.observe("areasless", "north", (), JANUARY)
    assert (found.status, found.reason) == ("missing", "the table 'areasless' is not told apart by area")


def test_where_no_row_has_an_area_a_part_of_the_force_is_missing_and_not_zero(computed: Computed) -> None:
    assert computed.observe("of-the-force", "force", (), JANUARY).value == 2
    found = computed.observe("of-the-force", "north", (), JANUARY)
    assert (found.value, found.status) == (None, "missing")
    assert found.reason == "the table 'of-the-force' is not told apart by area"


def test_a_population_is_the_latest_that_has_the_group(computed: Computed) -> None:
    known = computed.known(Ref("people", "force", (("group", "mixed"),), or_latest=True), JANUARY)
    assert (known.observation.value, known.period) == (20, parse("at-2021-06"))
    early = computed.known(Ref("people", "force", (), or_latest=True), month(2020, 5))
    assert (early.observation.status, early.period) == ("missing", month(2020, 5))


def test_every_value_names_the_files_behind_it(computed: Computed) -> None:
    assert computed.observe("searches", "force", (), JANUARY).origins == (Origin("searches.csv", "0" * 64),)
    both = computed.observe("rate", "force", (), JANUARY).origins
    assert [origin.path for origin in both] == ["searches.csv", "people.csv"]
    missing = computed.observe("searches", "force", (), month(2024, 5))
    assert (missing.value, [origin.path for origin in missing.origins]) == (None, ["searches.csv"])


def test_a_value_names_only_the_files_of_its_months_where_they_are_known(tmp_path: Path) -> None:
    files = {day: (Origin(f"{day}.csv", "1" * 64),) for day in (date(2024, 1, 1), date(2024, 2, 1))}
    table = replace(written("searches", WORLD.tables["searches"], tmp_path), origins_of=files)
    computed = Computed(WORLD.measures, {"searches": table}, WORLD.inside, "force")
    assert [o.path for o in computed.observe("searches", "force", (), JANUARY).origins] == ["2024-01-01.csv"]
    quarter = computed.observe("searches", "force", (), parse("q-2024-03"))
    assert [origin.path for origin in quarter.origins] == ["2024-01-01.csv", "2024-02-01.csv"]
    computed.close()


def test_a_value_is_as_provisional_as_the_weakest_of_its_months(tmp_path: Path) -> None:
    table = written("searches", WORLD.tables["searches"], tmp_path)
    table = replace(table, statuses={date(2024, 2, 1): "revised", date(2024, 3, 1): "provisional"})
    computed = Computed(WORLD.measures, {"searches": table}, WORLD.inside, "force")
    statuses = {
        id: [computed.observe(id, "force", (), parse(period)).status for period in PERIODS]
        for id in ("searches", "find-rate")
    }
    expected = ["final", "revised", "revised", "provisional", "missing"]
    assert statuses == {"searches": expected, "find-rate": expected}
    computed.close()


def test_weights_are_among_the_files(tmp_path: Path) -> None:
    page = measure(
        {
            "id": "harm",
            "kind": "weighted_sum",
            "compute": {"table": "searches", "key": "group", "weights": "weights", "weight": "weight"},
        }
    )
    types = {"group": "text", "weight": "decimal"}
    weights = replace(WORLD.tables["weights"], types=types, rows=[])
    world = World(WORLD.areas, {**WORLD.tables, "weights": weights}, {"harm": page})
    computed = world.computed(tmp_path)
    found = computed.observe("harm", "north", (), month(2024, 2))
    assert (found.value, [origin.path for origin in found.origins]) == (0, ["searches.csv", "weights.csv"])
    computed.close()


def test_what_a_value_rests_on_is_rows_or_what_they_count(tmp_path: Path) -> None:
    world = from_page(
        {
            "areas": {"force": ["north"]},
            "tables": {
                "records": {"covers": "2024-01", "rows": "month|area|code\n2024-01|north|a\n2024-01|north|a"},
                "counted": {
                    "covers": "2024-01",
                    "types": {"n": "integer"},
                    "rows": "month|area|code|n\n2024-01|north|a|40\n2024-01|north|b|2",
                },
                "weights": {"types": {"days": "decimal"}, "rows": "code|days\na|1.5\nb|9"},
            },
            "measures": [
                {
                    "id": table,
                    "kind": "weighted_sum",
                    "unit": "score",
                    "compute": {"table": table, "key": "code", "weights": "weights", "weight": "days", **more},
                }
                for table, more in (("records", {}), ("counted", {"sum": "n"}))
            ],
        }
    )
    computed = world.computed(tmp_path)
    found = {name: computed.records(name, "north", (), month(2024, 1)) for name in ("records", "counted")}
    assert found == {"records": 2, "counted": 42}
    computed.close()


def test_one_thread_and_a_small_memory_give_the_same(tmp_path: Path, computed: Computed) -> None:
    slow = WORLD.computed(tmp_path, Settings(threads=1, memory="200MB"))
    periods: list[Period] = [JANUARY, month(2024, 2), parse("q-2024-03")]
    for period in periods:
        assert slow.observe("rate", "force", (), period) == computed.observe("rate", "force", (), period)
    slow.close()


def test_inputs_of_a_measure_are_named_by_role() -> None:
    measures = WORLD.measures
    assert inputs_of(measures["searches"], measures, "force", ()) == {}
    refs = inputs_of(measures["rate"], measures, "force", (("group", "white"),))
    assert refs == {
        "numerator": Ref("searches", "force", (("group", "white"),)),
        "denominator": Ref("people", "force", (("group", "white"),), or_latest=True),
    }
    refused = inputs_of(measures["ratio"], measures, "force", ())
    assert refused == NoValue("a ratio is of one group: ask for a value of 'group'")


def test_a_derived_value_takes_the_weakest_status_of_its_inputs() -> None:
    statuses = {"finds": "provisional", "searches": "revised"}

    def find(ref: Ref, period: Period) -> Known:
        return Known(Observation(JANUARY_VALUES[ref.measure], statuses[ref.measure]), period)  # type: ignore[arg-type]

    share = WORLD.measures["find-rate"]
    assert derive(share, WORLD.measures, "force", (), JANUARY, find).status == "provisional"
    statuses["finds"] = "published"
    assert derive(share, WORLD.measures, "force", (), JANUARY, find).status == "revised"
    statuses["searches"] = "published"
    assert derive(share, WORLD.measures, "force", (), JANUARY, find).status == "final"


def test_only_derived_kinds_are_derived() -> None:
    with pytest.raises(TypeError, match="'searches' is a count"):
        derive(WORLD.measures["searches"], WORLD.measures, "force", (), JANUARY, lambda ref, period: None)  # type: ignore[arg-type,return-value]


def test_a_value_of_a_condition_that_no_row_has_is_found(tmp_path: Path) -> None:
    world = from_page(
        {
            "areas": {"force": []},
            "tables": {
                "fires": {
                    "covers": "2024-01",
                    "types": {"hour": "integer", "month": "date"},
                    "rows": "month | type | hour | said\n2024-01 | car | 7 | yes\n2024-01 | home | 8 | no",
                }
            },
            "measures": [
                {
                    "id": "fires",
                    "kind": "count",
                    "compute": {"table": "fires", "where": {"type": ["car", "Home"], "hour": {"not": ["7", "9"]}}},
                },
                {
                    "id": "asked",
                    "kind": "survey",
                    "compute": {"table": "fires", "question": "said", "positive": ["Yes"], "base": ["Yes", "no"]},
                },
                {"id": "elsewhere", "kind": "count", "compute": {"table": "floods", "where": {"type": "river"}}},
                {"id": "typed", "kind": "published"},
                {"id": "part", "kind": "share", "compute": {"numerator": "fires", "denominator": "fires"}},
            ],
        }
    )
    computed = world.computed(tmp_path)
    ids = ("fires", "asked", "elsewhere", "typed", "part")
    named = {id: computed.values_named(id) for id in ids}
    computed.close()
    assert {id: tuple((one.column, one.value, one.near) for one in named[id] if not one.held) for id in ids} == {
        "fires": (("hour", "9", None), ("type", "Home", "home")),
        "asked": (("said", "Yes", "yes"),),
        "elsewhere": (),
        "typed": (),
        "part": (),
    }


def quarterly(grain: str, first: int = 2017, years: int = 7) -> Mapping[str, object]:
    ends = (3, 6, 9, 12) if grain == "quarter" else (3,) if grain == "financial-year" else (12,)
    at = [f"{year}-{month:02}" for year in range(first, first + years) for month in ends]
    rows = "\n".join(f"{month} | north | 5" for month in at)
    covers = f"{first}-01..{first + years - 1}-12"
    return {"grain": grain, "covers": covers, "types": {"n": "integer"}, "rows": f"month | area | n\n{rows}"}


BY_GRAIN = from_page(
    {
        "areas": {"force": ["north"]},
        "tables": {name: quarterly(name) for name in ("quarter", "financial-year", "calendar-year")},
        "measures": [
            *({"id": name, "kind": "count", "compute": {"table": name, "sum": "n"}} for name in ("quarter",)),
            {"id": "year", "kind": "count", "compute": {"table": "financial-year", "sum": "n"}},
            {"id": "calendar", "kind": "count", "compute": {"table": "calendar-year", "sum": "n"}},
            {"id": "both", "kind": "share", "compute": {"numerator": "quarter", "denominator": "year"}},
        ],
    }
)


@pytest.mark.parametrize(
    ("measure", "first", "last", "count"),
    [
        ("quarter", "q-2017-03", "q-2023-12", 28),
        ("year", "ye-2018-03", "ye-2023-03", 6),  # a year that is half covered is not listed
        ("calendar", "cy-2017", "cy-2023", 7),
        ("both", "ye-2018-03", "ye-2023-03", 6),
    ],
)
def test_a_table_by_quarter_or_year_has_quarters_or_years(
    tmp_path: Path, measure: str, first: str, last: str, count: int
) -> None:
    computed = BY_GRAIN.computed(tmp_path)
    listed = computed.months(measure)
    computed.close()
    assert (listed[0].id, listed[-1].id, len(listed)) == (first, last, count)


def test_a_long_sum_of_quarters_says_how_many(tmp_path: Path) -> None:
    computed = BY_GRAIN.computed(tmp_path)
    found = computed.observe("quarter", "force", (), parse("2017-01..2023-12"))
    computed.close()
    assert (found.value, found.sum) == (140, "140, the sum of 28 quarters, 2017-01 to 2023-12")


def test_a_sum_of_many_weights_says_which_rows_had_a_fixed_one(tmp_path: Path) -> None:
    rows = "\n".join(f"2024-01 | north | slight | 0.{n:02}" for n in range(1, 31))
    world = from_page(
        {
            "areas": {"force": ["north"]},
            "tables": {
                "hurt": {
                    "covers": "2024-01",
                    "types": {"serious": "decimal"},
                    "rows": f"month | area | severity | serious\n{rows}\n2024-01 | north | fatal | 0",
                },
            },
            "measures": [
                {
                    "id": "ksi",
                    "kind": "weighted_sum",
                    "unit": "count",
                    "compute": {"table": "hurt", "weight": "serious", "key": "severity", "fixed": {"fatal": 1}},
                }
            ],
        }
    )
    computed = world.computed(tmp_path)
    found = computed.observe("ksi", "force", (), month(2024, 1))
    assert found.value == 1 + Fraction(sum(range(1, 31)), 100)
    assert found.sum == "5.65, the sum of 'serious' in 31 rows; 'fatal' is 1"
    computed.close()

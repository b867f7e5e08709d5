"""All KPIs, areas and months in the plainest DuckDB SQL: one scan of each table, then sums over the areas inside.

It knows the plan of `peelian simulate` and nothing else, checks nothing and explains nothing. A value is a double, or
NULL where there is none.
"""

from __future__ import annotations

import duckdb

from bench.plainly.data import World

FLAGS = {
    "domestic": "domestic_abuse",
    "knife": "knife",
    "hate": "hate <> 'none'",
    "business": "business",
    "online": "online",
}
"""What must be true of a crime for each to count it; a blank is not."""
GOOD = "'very-satisfied', 'fairly-satisfied'"
BASE = f"{GOOD}, 'neither', 'fairly-dissatisfied', 'very-dissatisfied'"
SOLVED = """('Offender given a caution', 'Offender given penalty notice')"""


def connected(world: World, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection that knows which places each area holds."""
    db = duckdb.connect(config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": False})
    db.execute("CREATE TEMP TABLE holds(area VARCHAR, place VARCHAR)")
    db.execute(f"INSERT INTO holds VALUES {', '.join(map(str, holds(world)))}")
    return db


def run(world: World, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection with the tables `v_…`: area, month and the values of the KPIs of one table."""
    db = connected(world, threads, memory)
    db.execute(f"CREATE TEMP TABLE areas AS SELECT unnest({list(world.areas)!r}) AS area")
    db.execute(f"CREATE TEMP TABLE months AS SELECT unnest({[f'{m}' for m in world.months]!r})::DATE AS month")
    db.execute("CREATE TEMP TABLE cells AS SELECT area, month FROM areas, months")
    db.execute(f"CREATE TEMP TABLE solved AS SELECT unnest({solved(world)!r}) AS word")
    for name, scan in SCANS.items():
        files = list(world.tables[SCANNED.get(name, name)].paths)
        db.execute(f"CREATE TEMP TABLE {name} AS {scan.format(files=f'read_parquet({files!r})')}")
    for name, asked in VALUES.items():
        db.execute(f"CREATE TEMP TABLE v_{name} AS {asked}")
    return db


def solved(world: World) -> list[str]:
    return [word for one in world.plan.file.lists if one.id == "counted-as-solved" for word in one.values]


def holds(world: World) -> list[tuple[str, str]]:
    """Pairs of an area and a place in it: itself, all areas inside it, and for the whole the blank."""
    inside: dict[str, list[str]] = {}
    for child, parent in world.parents.items():
        inside.setdefault(parent, []).append(child)

    def places(area: str) -> list[str]:
        return [area, *(deep for child in inside.get(area, ()) for deep in places(child))]

    return [(area, place) for area in world.areas for place in places(area)] + [(world.whole, "")]


def _sums(leaf: str, sums: str) -> str:
    """Rows of leaf places added up into the areas that hold them."""
    return f"SELECT h.area, s.month, {sums} FROM ({leaf}) s JOIN holds h ON h.place = s.place GROUP BY ALL"


PLACE = "coalesce(area, '') AS place, month"
SCANNED = {"victims": "crimes"}  # scans of another table than they are called by
SCANS = {
    "harm_weights": "SELECT crime_type, days FROM {files}",
    "street": _sums(
        f"SELECT {PLACE}, count(*) FILTER (crime_type <> 'Anti-social behaviour') AS crime,"
        " count(*) FILTER (crime_type = 'Burglary') AS burglary,"
        " count(*) FILTER (crime_type = 'Anti-social behaviour') AS asb,"
        " sum(days) AS harm FROM {files} LEFT JOIN harm_weights USING (crime_type) GROUP BY ALL",
        "sum(crime) AS crime, sum(burglary) AS burglary, sum(asb) AS asb, sum(harm) AS harm",
    ),
    "outcomes": _sums(
        f"SELECT {PLACE}, count(*) FILTER (outcome_type IN (FROM solved)) AS solved FROM {{files}} GROUP BY ALL",
        "sum(solved) AS solved",
    ),
    "crimes": _sums(
        f"SELECT {PLACE}, count(*) AS crimes, "
        + ", ".join(f"count(*) FILTER ({is_so}) AS {name}" for name, is_so in FLAGS.items())
        + " FROM {files} GROUP BY ALL",
        "sum(crimes) AS crimes, " + ", ".join(f"sum({name}) AS {name}" for name in FLAGS),
    ),
    "victims": "SELECT h.area, month, count(DISTINCT victim_id) AS victims"
    " FROM {files} f JOIN holds h ON h.place = coalesce(f.area, '') GROUP BY ALL",
    "people_hurt": _sums(
        f"SELECT {PLACE}, count(*) FILTER (severity IN ('Fatal', 'Serious')) AS ksi FROM {{files}} GROUP BY ALL",
        "sum(ksi) AS ksi",
    ),
    "admissions": _sums(
        f"SELECT {PLACE}, sum(admissions) AS n, count(*) - count(admissions) AS hidden FROM {{files}} GROUP BY ALL",
        "sum(n) AS n, sum(hidden) AS hidden",
    ),
    "calls": _sums(
        f"SELECT {PLACE}, count(*) FILTER (channel = '999') AS emergency,"
        " count(*) FILTER (channel = '999' AND NOT abandoned) AS answered,"
        " count(seconds_to_answer) FILTER (channel = '999') AS timed,"
        " count(*) FILTER (channel = '999' AND seconds_to_answer <= 10) AS quick,"
        " count(*) FILTER (channel = '101') AS other,"
        " count(*) FILTER (channel = '101' AND abandoned) AS given_up,"
        " sum(seconds_to_answer) FILTER (channel = '101') AS waited,"
        " count(seconds_to_answer) FILTER (channel = '101') AS waiting"
        " FROM {files} GROUP BY ALL",
        "sum(emergency) AS emergency, sum(answered) AS answered, sum(timed) AS timed, sum(quick) AS quick,"
        " sum(other) AS other, sum(given_up) AS given_up, sum(waited) AS waited, sum(waiting) AS waiting",
    ),
    "incidents": "SELECT h.area, month, quantile_cont(seconds_to_attend, 0.5) FILTER (grade = 'emergency') AS middle,"
    " quantile_cont(seconds_to_attend, 0.9) FILTER (grade = 'emergency') AS ninth,"
    " count(*) FILTER (grade = 'emergency' AND seconds_to_attend <= 900) AS quick,"
    " count(seconds_to_attend) FILTER (grade = 'emergency') AS timed,"
    " quantile_cont(seconds_to_attend, 0.5) FILTER (grade = 'priority') AS priority"
    " FROM {files} f JOIN holds h ON h.place = coalesce(f.area, '') GROUP BY ALL",
    "population": _sums(
        f"SELECT {PLACE}, sum(people) AS people, sum(people) FILTER (ethnic_group = 'Black') AS black,"
        " sum(people) FILTER (ethnic_group = 'White') AS white FROM {files} GROUP BY ALL",
        "sum(people) AS people, sum(black) AS black, sum(white) AS white",
    ),
    "headcounts": _sums(
        f"SELECT {PLACE}, sum(headcount) AS officers, sum(headcount) FILTER (sex = 'Female') AS women"
        " FROM {files} WHERE role = 'Police officer' GROUP BY ALL",
        "sum(officers) AS officers, sum(women) AS women",
    ),
    "survey_responses": _sums(
        f"SELECT {PLACE}, sum(weight) FILTER (answer IN ({GOOD})) AS good,"
        f" sum(weight) FILTER (answer IN ({BASE})) AS base FROM {{files}} WHERE question = 'victim-satisfaction'"
        " GROUP BY ALL",
        "sum(good) AS good, sum(base) AS base",
    ),
    "stop_and_search": _sums(
        f"SELECT {PLACE}, count(*) AS searches, count(*) FILTER (officer_defined_ethnicity = 'Black') AS black,"
        " count(*) FILTER (officer_defined_ethnicity = 'White') AS white FROM {files} GROUP BY ALL",
        "sum(searches) AS searches, sum(black) AS black, sum(white) AS white",
    ),
    "use_of_force": _sums(f"SELECT {PLACE}, count(*) AS used FROM {{files}} GROUP BY ALL", "sum(used) AS used"),
    "complaints": _sums(
        f"SELECT {PLACE}, count(finalised) AS closed, count(days_to_finalise) AS timed,"
        " count(*) FILTER (days_to_finalise <= 90) AS quick FROM {files} GROUP BY ALL",
        "sum(closed) AS closed, sum(timed) AS timed, sum(quick) AS quick",
    ),
    "inspection_grades": "SELECT month, list_position(['Outstanding', 'Good', 'Adequate', 'Requires improvement',"
    " 'Inadequate'], grade) AS grade FROM {files} WHERE question = 'Investigating crime'",
}


def _counts(table: str, **columns: str) -> str:
    """Values of every cell: a cell without rows has zeros."""
    told = ", ".join(f'{asked} AS "{name}"' for name, asked in columns.items())
    return f"SELECT area, month, {told} FROM cells LEFT JOIN {table} USING (area, month)"


def _n(column: str) -> str:
    return f"coalesce({column}, 0)::DOUBLE"


def _in_a_hundred(part: str, whole: str) -> str:
    return f"coalesce({part}, 0) * 100.0 / nullif({whole}, 0)"


VALUES = {
    "street": f"""SELECT c.area, c.month, {_n("crime")} AS "all-crime", {_n("burglary")} AS burglaries,
        {_n("asb")} AS asb, {_n("harm")} AS "harm-days", {_n("crime")} * 1000 / nullif(p.people, 0) AS "crime-per-1000",
        {_in_a_hundred("o.solved", "crime")} AS "solved-share"
        FROM cells c LEFT JOIN street USING (area, month) LEFT JOIN outcomes o USING (area, month)
        ASOF LEFT JOIN population p ON p.area = c.area AND p.month <= c.month""",
    "crimes": _counts(
        "crimes",
        knife=_n("knife"),
        hate=_n("hate"),
        **{"against-business": _n("business"), "domestic-share": _in_a_hundred("domestic", "crimes")},
        online=_n("online"),
    ),
    "victims": _counts("victims", victims=_n("victims")),
    "people_hurt": _counts("people_hurt", ksi=_n("ksi")),
    "admissions": _counts("admissions", **{"hospital-admissions": "CASE WHEN hidden = 0 THEN n END::DOUBLE"}),
    "calls": _counts(
        "calls",
        **{
            "calls-999": _n("emergency"),
            "calls-999-answered-share": _in_a_hundred("answered", "emergency"),
            "calls-999-within-10": _in_a_hundred("quick", "timed"),
            "calls-101-given-up-share": _in_a_hundred("given_up", "other"),
            "calls-101-mean": "waited::DOUBLE / nullif(waiting, 0)",
        },
    ),
    "incidents": _counts(
        "incidents",
        **{
            "emergency-median": "middle",
            "emergency-p90": "ninth",
            "emergency-within-15": _in_a_hundred("quick", "timed"),
            "priority-median": "priority",
        },
    ),
    "headcounts": _counts(
        "headcounts",
        **{"police-officers": "officers::DOUBLE", "women-in-a-hundred": _in_a_hundred("women", "officers")},
    ),
    "survey": _counts("survey_responses", satisfied=_in_a_hundred("good", "base")),
    # Searches name no area, so that only the whole has any.
    "searches": """SELECT c.area, c.month, searches::DOUBLE AS searches,
        (s.black::DOUBLE / nullif(p.black, 0)) / (nullif(s.white, 0)::DOUBLE / nullif(p.white, 0)) AS "search-ratio"
        FROM cells c LEFT JOIN stop_and_search s USING (area, month)
        ASOF LEFT JOIN population p ON p.area = c.area AND p.month <= c.month""",
    "use_of_force": _counts("use_of_force", **{"force-used": _n("used")}),
    "complaints": _counts(
        "complaints", **{"complaints-closed": _n("closed"), "complaints-within-90": _in_a_hundred("quick", "timed")}
    ),
    "grades": """SELECT c.area, c.month, CASE WHEN c.area = (SELECT area FROM holds WHERE place = '') THEN g.grade END
        ::DOUBLE AS "investigating-grade" FROM cells c ASOF LEFT JOIN inspection_grades g ON g.month <= c.month""",
}

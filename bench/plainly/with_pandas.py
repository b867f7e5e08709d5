"""All KPIs, areas and months in a straightforward pandas script: read, group, merge with the areas, group again.

It is written as an analyst would who knows the plan of `peelian simulate`, with no regard to speed beyond reading only
the columns it needs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bench.plainly.data import World
from bench.plainly.sql import holds, solved

GOOD = ("very-satisfied", "fairly-satisfied")
BASE = (*GOOD, "neither", "fairly-dissatisfied", "very-dissatisfied")
SCALE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")


class Script:
    """Its state is the table of which places each area holds, and the cells that every KPI fills."""

    def __init__(self, world: World) -> None:
        self.world = world
        pairs = holds(world)
        self.holds = pd.DataFrame(pairs, columns=["in", "area"])
        self.months = pd.DatetimeIndex(world.months)
        self.cells = pd.MultiIndex.from_product([world.areas, self.months], names=["in", "month"])

    def read(self, table: str, *columns: str) -> pd.DataFrame:
        wanted = ["month", "area", *columns]
        frame = pd.concat([pd.read_parquet(path, columns=wanted) for path in self.world.tables[table].paths])
        frame["month"] = pd.to_datetime(frame["month"])
        frame["area"] = frame["area"].fillna("")
        return frame

    def rolled(self, leaf: pd.Series) -> pd.Series:
        """A number of each place and month, added up in every area that holds the place."""
        merged = leaf.rename("n").reset_index().merge(self.holds, on="area")
        return merged.groupby(["in", "month"])["n"].sum()

    def counted(self, frame: pd.DataFrame) -> pd.Series:
        return self.rolled(frame.groupby(["area", "month"]).size()).reindex(self.cells, fill_value=0).astype(float)

    def summed(self, frame: pd.DataFrame, column: str) -> pd.Series:
        return self.rolled(frame.groupby(["area", "month"])[column].sum())

    def different(self, frame: pd.DataFrame, column: str) -> pd.Series:
        """Different values of each area and month."""
        named = frame[["area", "month", column]].drop_duplicates().merge(self.holds, on="area")
        return named.groupby(["in", "month"])[column].nunique().reindex(self.cells, fill_value=0).astype(float)

    def standing(self, level: pd.Series) -> pd.Series:
        """In each month the level of the latest month up to it."""
        table = level.unstack("month").reindex(self.world.areas)
        every = table.columns.union(self.months)
        return table.reindex(columns=every).ffill(axis=1)[self.months].stack(future_stack=True)

    def array(self, series: pd.Series) -> Any:
        shape = (len(self.world.areas), len(self.months))
        filled = pd.to_numeric(series.reindex(self.cells)).astype(float).replace([np.inf, -np.inf], np.nan)
        return filled.to_numpy().reshape(shape)


def run(world: World) -> dict[str, Any]:
    script = Script(world)
    found = {**_crime(script), **_flags(script), **_calls(script), **_incidents(script), **_people(script)}
    return {name: script.array(series) for name, series in found.items()}


def _crime(script: Script) -> dict[str, pd.Series]:
    street = script.read("street", "crime_type")
    weights = pd.concat([pd.read_parquet(path) for path in script.world.tables["harm_weights"].paths])
    crime = script.counted(street[street["crime_type"] != "Anti-social behaviour"])
    street = street.merge(weights[["crime_type", "days"]], on="crime_type", how="left")
    outcomes = script.read("outcomes", "outcome_type")
    solved_ones = script.counted(outcomes[outcomes["outcome_type"].isin(solved(script.world))])
    population = script.standing(script.summed(script.read("population", "people"), "people"))
    return {
        "all-crime": crime,
        "burglaries": script.counted(street[street["crime_type"] == "Burglary"]),
        "asb": script.counted(street[street["crime_type"] == "Anti-social behaviour"]),
        "harm-days": script.summed(street, "days").reindex(script.cells, fill_value=0),
        "crime-per-1000": crime * 1000 / population,
        "solved-share": solved_ones * 100 / crime,
    }


def _flags(script: Script) -> dict[str, pd.Series]:
    crimes = script.read("crimes", "domestic_abuse", "knife", "hate", "business", "online", "victim_id")
    casualties = script.read("people_hurt", "severity")
    admissions = script.read("admissions", "admissions")
    hidden = script.rolled(admissions["admissions"].isna().groupby([admissions["area"], admissions["month"]]).sum())
    return {
        "domestic-share": script.counted(crimes[crimes["domestic_abuse"].eq(True)]) * 100 / script.counted(crimes),
        "victims": script.different(crimes, "victim_id"),
        "knife": script.counted(crimes[crimes["knife"].eq(True)]),
        "hate": script.counted(crimes[crimes["hate"].notna() & (crimes["hate"] != "none")]),
        "against-business": script.counted(crimes[crimes["business"].eq(True)]),
        "online": script.counted(crimes[crimes["online"].eq(True)]),
        "ksi": script.counted(casualties[casualties["severity"].isin(["Fatal", "Serious"])]),
        "hospital-admissions": script.summed(admissions, "admissions").where(hidden == 0),
    }


def _calls(script: Script) -> dict[str, pd.Series]:
    calls = script.read("calls", "channel", "abandoned", "seconds_to_answer")
    emergency, other = calls[calls["channel"] == "999"], calls[calls["channel"] == "101"]
    waited = other[other["seconds_to_answer"].notna()]
    quick = script.counted(emergency[emergency["seconds_to_answer"] <= 10])
    received = script.counted(emergency)
    return {
        "calls-999": received,
        "calls-999-answered-share": script.counted(emergency[~emergency["abandoned"]]) * 100 / received,
        "calls-999-within-10": quick * 100 / script.counted(emergency[emergency["seconds_to_answer"].notna()]),
        "calls-101-given-up-share": script.counted(other[other["abandoned"]]) * 100 / script.counted(other),
        "calls-101-mean": script.summed(waited, "seconds_to_answer") / script.counted(waited),
    }


def _incidents(script: Script) -> dict[str, pd.Series]:
    incidents = script.read("incidents", "grade", "seconds_to_attend")
    incidents = incidents[incidents["seconds_to_attend"].notna()]
    emergency = incidents[incidents["grade"] == "emergency"]
    times = emergency.merge(script.holds, on="area").groupby(["in", "month"])["seconds_to_attend"]
    priority = incidents[incidents["grade"] == "priority"].merge(script.holds, on="area")
    within = script.counted(emergency[emergency["seconds_to_attend"] <= 900])
    return {
        "emergency-median": times.median(),
        "emergency-p90": times.quantile(0.9),
        "emergency-within-15": within * 100 / script.counted(emergency),
        "priority-median": priority.groupby(["in", "month"])["seconds_to_attend"].median(),
    }


def _people(script: Script) -> dict[str, pd.Series]:
    workforce = script.read("headcounts", "role", "sex", "headcount")
    officers = workforce[workforce["role"] == "Police officer"]
    survey = script.read("survey_responses", "question", "answer", "weight")
    survey = survey[survey["question"] == "victim-satisfaction"]
    survey = survey.assign(weight=survey["weight"].astype(float))
    searches = script.read("stop_and_search", "officer_defined_ethnicity")
    population = script.read("population", "ethnic_group", "people")
    complaints = script.read("complaints", "finalised", "days_to_finalise")
    grades = script.read("inspection_grades", "question", "grade")
    grades = grades[grades["question"] == "Investigating crime"]
    whole = script.cells.get_level_values("in") == script.world.whole
    published = script.cells.get_level_values("month").isin(searches["month"].unique())  # a month may never come out
    groups = {}
    for group in ("Black", "White"):
        people = script.summed(population[population["ethnic_group"] == group], "people")
        searched = script.counted(searches[searches["officer_defined_ethnicity"] == group])
        groups[group] = searched / script.standing(people).reindex(script.cells)
    places_of = {word: place for place, word in enumerate(SCALE, 1)}
    given = grades.assign(place=grades["grade"].map(places_of)).set_index("month")["place"].sort_index()
    stands = given.reindex(given.index.union(script.months)).ffill().reindex(script.cells.get_level_values("month"))
    return {
        "police-officers": script.summed(officers, "headcount"),
        "women-in-a-hundred": script.summed(officers[officers["sex"] == "Female"], "headcount")
        * 100
        / script.summed(officers, "headcount"),
        "satisfied": script.summed(survey[survey["answer"].isin(GOOD)], "weight")
        * 100
        / script.summed(survey[survey["answer"].isin(BASE)], "weight"),
        "searches": script.counted(searches).where(whole & published),
        "search-ratio": (groups["Black"] / groups["White"]).where(whole & published),
        "force-used": script.counted(script.read("use_of_force")),
        "complaints-closed": script.counted(complaints[complaints["finalised"].notna()]),
        "complaints-within-90": script.counted(complaints[complaints["days_to_finalise"] <= 90])
        * 100
        / script.counted(complaints[complaints["days_to_finalise"].notna()]),
        "investigating-grade": pd.Series(stands.to_numpy(), index=script.cells).where(whole),
    }

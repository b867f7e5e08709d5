"""Answers to a survey of victims, with their weights. Of people who were not asked a question there is no row."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.forms.column import area, column
from peelian.simulate.frame import Days, Frame, Hundredths, Numbered, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import SURVEY
from peelian.simulate.words import drawn, vocabulary, written

WEIGHTS = (80, 100, 100, 125)  # hundredths
ASKED_BOTH = 1 / 2
CLUSTERS = 12


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A row a person and question; everybody is asked how satisfied they are."""
    chance = Chance(seed, SURVEY, force, month)
    people = chance.number(size.answers * geography.force_weight[force])
    place = geography.spread(chance, people, force, "district")
    satisfied = drawn(chance, people, "answers")
    weight, day = np.array(WEIGHTS)[chance.below(people, len(WEIGHTS))], chance.below(people, days_in(month))
    safe = drawn(chance, people, "safe_answers")
    cluster, both = chance.below(people, CLUSTERS), np.flatnonzero(chance.happens(people, ASKED_BOTH))
    sex, group = drawn(chance, people, "people_sexes"), drawn(chance, people, "ethnicities")
    age = drawn(chance, people, "ages")
    of = np.concatenate([np.arange(people), both])
    question = np.repeat(np.arange(2), [people, len(both)])
    answers = (*vocabulary("answers"), *vocabulary("safe_answers"))
    answer = np.where(question, len(satisfied.vocabulary) + safe.codes[of], satisfied.codes[of])
    quarter = f"{first_day(month).year}-Q{(first_day(month).month + 2) // 3}"
    return Frame(
        "survey_responses",
        month,
        len(of),
        place[of],
        (
            column("response_id", Numbered(1 + of, f"A{label(month)}-{force:02d}-", 6)),
            column("survey", _same(len(of), "victims")),
            column("wave", _same(len(of), quarter)),
            column("answered_on", Days(day_number(first_day(month)) + day[of])),
            column("question", Words(question, tuple(written()["questions"]))),
            column("answer", Words(answer, answers)),
            column("weight", Hundredths(weight[of])),
            column("stratum", _places(geography, place[of])),
            column("cluster", Words(cluster[of], tuple(f"point-{n + 1}" for n in range(CLUSTERS)))),
            column("sex", Words(sex.codes[of], sex.vocabulary)),
            column("ethnicity", Words(group.codes[of], group.vocabulary)),
            column("age_band", Words(age.codes[of], age.vocabulary)),
            area(geography, place[of]),
        ),
    )


def _same(count: int, word: str) -> Words:
    return Words(np.zeros(count, np.int64), (word,))


def _places(geography: Geography, place: Whole) -> Words:
    return Words(place, tuple(area.id for area in geography.areas))

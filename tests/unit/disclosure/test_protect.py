"""Which figures are held back: small counts themselves, and those they could be worked out from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random
from time import process_time

import numpy as np
import pytest

from peelian.disclosure.attack import attack
from peelian.disclosure.boxes import AREA, DRAWN, MONTH, Among, Box
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.protect import protect
from peelian.disclosure.secrets import secrets


def cell(id: str, count: float, *, threshold: int = 5, out: bool = False, **columns: str) -> Cell:
    box = Box("crimes", {name: Among(frozenset(value.split())) for name, value in columns.items()})
    return Cell(id, Fraction(str(count)), box, None if out else id, threshold)


def told(cells: list[Cell], *hidden: str) -> dict[str, tuple[float, float]]:
    of = linked(cells)
    return {known.secret.says: (known.low, known.high) for known in attack(of, hidden, secrets(of))}


def test_large_counts_are_all_shown() -> None:
    assert protect([cell("all", 60), cell("n", 40, area="n"), cell("s", 20, area="s")]).hidden == frozenset()


def test_a_small_count_takes_another_part_with_it_and_not_the_whole() -> None:
    cells = [cell("all", 63), cell("n", 40, area="n"), cell("s", 20, area="s"), cell("w", 3, area="w")]
    found = protect(cells)
    assert found.small == ("w",)
    assert found.besides == ("s",)
    assert found.open == ()


def test_counts_that_contradict_each_other_hide_more_and_not_less() -> None:
    """Two numbers of the same records cannot both be right: what follows from them is taken to be known."""
    cells = [cell("all", 63), cell("n", 40, area="n"), cell("s", 20, area="s"), cell("w", 3, area="w")]
    found = protect([*cells, cell("again", 50)])
    assert {"w", "s"} <= found.hidden
    assert found.open == ()


def test_zero_and_the_threshold_are_no_small_numbers() -> None:
    cells = [cell("n", 0, area="n"), cell("s", 5, area="s"), cell("w", 40, area="w")]
    assert protect(cells).hidden == frozenset()


def test_where_the_plan_sets_zero_nothing_is_small() -> None:
    assert protect([cell("n", 3, area="n", threshold=0)]).hidden == frozenset()


def test_what_a_whole_leaves_over_is_protected_too() -> None:
    cells = [cell("all", 62), cell("n", 40, area="n"), cell("s", 20, area="s")]
    assert told(cells) == {"all less n and s": (2, 2)}
    found = protect(cells)
    assert (found.small, found.besides) == ((), ("s",))


def test_what_two_parts_of_different_columns_leave_is_protected() -> None:
    """The other ward has no number of its own; it must be 42, of which 40 are violence."""
    cells = [cell("district", 92), cell("west", 50, area="w"), cell("violence", 40, area="e", type="violence")]
    assert told(cells) == {"district less west and violence": (2, 2)}
    [hidden] = protect(cells).hidden
    low, high = told(cells, hidden)["district less west and violence"]
    assert high - low >= 5
    assert protect([replace(one, threshold=2) for one in cells]).hidden == frozenset()


def test_a_nought_in_what_two_parts_leave_does_not_hide_it() -> None:
    cells = [
        cell("all", 92),
        cell("w", 50, area="w"),
        cell("v", 40, area="e", type="v"),
        cell("b", 0, area="e", type="b"),
    ]
    assert (2, 2) in told(cells).values()
    assert protect(cells).hidden


def test_a_part_of_a_lower_threshold_in_what_two_parts_leave_does_not_hide_it() -> None:
    cells = [
        cell("all", 100),
        cell("w", 60, area="w"),
        cell("v", 32, area="e", type="v"),
        cell("b", 4, area="e", type="b"),
    ]
    strict = [*(replace(one, threshold=10) for one in cells[:3]), replace(cells[3], threshold=3)]
    assert told(strict) == {"all less v and w": (8, 8)}
    assert protect(strict).hidden == {"v"}


def test_what_one_number_leaves_of_the_difference_of_two_others_is_protected() -> None:
    """Of the violence of both districts the second has 60, so that the first has 40, of its 42 crimes."""
    cells = [
        cell("one", 42, area="1"),
        cell("violence", 100, area="1 2", type="v"),
        cell("two", 60, area="2", type="v"),
    ]
    assert told(cells) == {"what one and violence and two leave between them": (2, 2)}
    assert protect(cells).hidden == {"two"}


@pytest.mark.parametrize("across", ["a c", "a c e", "c d f"])
def test_what_all_wards_leave_of_a_district_is_protected_whatever_is_drawn_across_them(across: str) -> None:
    parts = {"a": 40, "b": 41, "c": 42, "d": 43, "e": 50, "f": 60, "rest": 3}
    wards = {"w1": "a b", "w2": "c d", "w3": "e", "w4": "f"}
    places = {"district": " ".join(parts), **wards, "drawn": across}
    cells = [cell(id, sum(map(parts.__getitem__, of.split())), **{AREA: of}) for id, of in places.items()]
    assert (3, 3) in told(cells).values()
    assert protect(cells).hidden


def test_what_a_list_leaves_is_protected_whatever_longer_list_lies_across_it() -> None:
    counts = {"a": 40, "b": 41, "c": 42, "d": 43, "rest": 3}
    lists = {"all": " ".join(counts), "l1": "a b", "c": "c", "d": "d", "l2": "b c d"}
    cells = [cell(id, sum(map(counts.__getitem__, of.split())), type=of) for id, of in lists.items()]
    assert (3, 3) in told(cells).values()
    assert protect(cells).hidden


MONTHS = [f"2024-{number:02}" for number in range(4, 13)] + [f"2025-{number:02}" for number in range(1, 5)]
OF_MONTH = {month: 40 + at for at, month in enumerate(MONTHS)} | {MONTHS[0]: 3}


def of_list(id: str, months: list[str], *, changed: bool) -> Cell:
    """So many of a list in these months, which has one value more from January on where it has changed."""
    before, after = [m for m in months if m < "2025"], [m for m in months if m > "2025"]
    versions = [(before, ["1"]), (after, ["1", "8"])] if changed else [(months, ["1"])]
    first, *further = [
        Box("crimes", {MONTH: Among(frozenset(those)), "code": Among(frozenset(codes))})
        for those, codes in versions
        if those
    ]
    return Cell(id, Fraction(sum(OF_MONTH[m] for m in months)), replace(first, also=tuple(further)), id, 5)


@pytest.mark.parametrize("changed", [False, True])
def test_what_the_periods_of_a_series_leave_is_protected_also_where_its_list_has_changed(changed: bool) -> None:
    year, later = (of_list(f"year {a}", MONTHS[a : a + 12], changed=changed) for a in (0, 1))
    months = [of_list(month, [month], changed=changed) for month in MONTHS]
    rolling = [year, later, months[-1]]
    assert (3, 3) in told(rolling).values()
    assert protect(rolling).hidden
    assert (3, 3) in told([year, *months[1:12]]).values()
    assert protect([year, *months[1:12]]).hidden


def test_what_kinds_of_one_time_leave_is_protected_also_where_a_list_has_changed() -> None:
    year = " ".join(MONTHS[:12])
    listed = of_list("list", MONTHS[:12], changed=True)
    rest = [cell(id, count, **{MONTH: year}, code=code) for id, count, code in (("c", 41, "c"), ("d", 42, "d"))]
    cells = [cell("all", float(listed.count) + 41 + 42 + 3, **{MONTH: year}), listed, *rest]
    assert (3, 3) in told(cells).values()
    assert protect(cells).hidden


def test_what_two_parts_leave_is_nothing_new_where_it_is_a_number_itself() -> None:
    cells = [cell("all", 92), cell("n", 50, area="n"), cell("s", 40, area="s"), cell("w", 2, area="w")]
    assert list(told(cells)) == ["w"]


def test_what_two_areas_leave_between_them_is_protected() -> None:
    cells = [cell("district", 52, area="a b"), cell("a", 50, area="a")]
    assert told(cells) == {"district less a": (2, 2)}
    assert protect(cells).besides == ("a",)


def drawn(id: str, count: float) -> Cell:
    return Cell(id, Fraction(count), Box("crimes", {f"{DRAWN}{id}": Among(frozenset({"yes"}))}), id, 5)


def test_an_area_drawn_by_hand_is_taken_to_lie_in_any_that_has_as_many() -> None:
    """Of 40 in a ward 38 are at the quay: who knows that it lies there knows of the two others."""
    cells = [cell("all", 100), cell("ward", 40, **{AREA: "ward"}), cell("other", 60, **{AREA: "other"})]
    assert protect([*cells, drawn("quay", 20)]).hidden == frozenset()
    assert told([*cells, drawn("quay", 38)]) == {"ward less quay": (2, 2)}
    found = protect([*cells, drawn("quay", 38)])
    assert (found.small, found.open) == ((), ())
    assert len(found.besides) == 1
    assert found.besides[0] in ("ward", "quay")


def test_drawn_areas_may_lie_in_each_other_and_contradict_no_total() -> None:
    assert protect([drawn("quay", 38), drawn("park", 35)]).besides == ("park",)
    cells = [cell("all", 100), cell("n", 60, **{AREA: "n"}), cell("s", 40, **{AREA: "s"}), drawn("quay", 80)]
    assert protect(cells).hidden == frozenset()


def test_months_do_not_give_away_a_month() -> None:
    months = {"1": 20, "2": 3, "3": 17}
    cells = [cell("quarter", 40, month="1 2 3"), *(cell(m, n, month=m) for m, n in months.items())]
    found = protect(cells)
    assert found.small == ("2",)
    assert found.besides == ("3",)


def test_in_a_table_of_two_ways_a_rectangle_is_held_back() -> None:
    counts = {("n", "x"): 2, ("n", "y"): 30, ("s", "x"): 25, ("s", "y"): 50}
    cells = [cell(f"{a}{k}", n, area=a, kind=k) for (a, k), n in counts.items()]
    cells += [cell(a, sum(n for (b, _), n in counts.items() if a == b), area=a) for a in "ns"]
    cells += [cell(k, sum(n for (_, b), n in counts.items() if k == b), kind=k) for k in "xy"]
    found = protect([*cells, cell("all", 107)])
    assert found.small == ("nx",)
    assert found.hidden == {"nx", "ny", "sx", "sy"}


def test_one_figure_that_tells_two_counts_is_held_back_whole() -> None:
    calls = Box("calls", {})
    within = Box("calls", {"(within)": Among(frozenset({"yes"}))})
    cells = [Cell("of", Fraction(60), calls, "share", 5), Cell("in", Fraction(58), within, "share", 5)]
    assert protect(cells).hidden == {"share"}


def test_what_is_out_already_stays_open() -> None:
    cells = [cell("all", 63), cell("n", 40, area="n"), cell("w", 3, area="w")]
    out = [cell("all", 63, out=True), cell("n", 40, area="n", out=True), cell("s", 20, area="s", out=True)]
    found = protect([*cells, *out])
    assert "w" in {one.says for one in found.open}


def test_the_order_of_cells_changes_nothing() -> None:
    cells = [cell("all", 63), cell("n", 40, area="n"), cell("s", 20, area="s"), cell("w", 3, area="w")]
    assert protect(cells) == protect(cells[::-1])


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_a_secret_is_open_by_its_threshold(threshold: int) -> None:
    cells = [cell(str(i), n, area=str(i), threshold=threshold) for i, n in enumerate((2, 4, 30, 7, 1, 50))]
    cells.append(cell("all", 94, threshold=threshold))
    found = protect(cells)
    of = linked(cells)
    assert all(known.width >= threshold for known in attack(of, found.hidden, secrets(of)))


def test_what_a_drawn_area_leaves_of_a_ward_that_it_cuts_is_protected() -> None:
    """The mix is all of the castle and a part of the bank: with both, the other part of the bank follows."""
    wards = [cell("castle", 148, **{AREA: "c1 c2"}), cell("bank", 77, **{AREA: "b1 b2"})]
    mix = cell("mix", 223, **{AREA: "c1 c2 b1"})
    left = "what castle and bank and mix leave between them"
    assert told([*wards, mix]) == {left: (2, 2)}
    [hidden] = protect([*wards, mix]).hidden
    low, high = told([*wards, mix], hidden)[left]
    assert high - low >= 5
    assert protect([*wards, cell("mix", 200, **{AREA: "c1 c2 b1"})]).hidden == frozenset()
    assert protect([*wards, cell("mix", 148, **{AREA: "c1 c2"})]).hidden == frozenset()


def test_places_that_overlap_in_a_ring_tell_each_others_parts_by_halves() -> None:
    """Of three of which each shares a part with each other, the sum of two less the third is twice what those share."""
    ring = [cell("da", 245, **{AREA: "1 3"}), cell("db", 329, **{AREA: "3 5"}), cell("dc", 412, **{AREA: "1 5"})]
    strict = [replace(one, threshold=82) for one in ring]
    left = "what da and db and dc leave between them"
    assert told(strict) == {left: (2 * 81, 2 * 81)}
    [hidden] = protect(strict).hidden
    low, high = told(strict, hidden)[left]
    assert high - low >= 2 * 82
    assert protect([replace(one, threshold=81) for one in ring]).hidden == frozenset()


def test_one_area_that_cuts_a_few_of_very_many_is_looked_at_in_time() -> None:
    wards = [cell(f"w{n}", 60 + n, **{AREA: f"a{n} b{n}"}) for n in range(600)]
    cut = cell("cut", 200, **{AREA: "a0 a1 a2 a3 a4 a5"})
    half = cell("half", 30_000, **{AREA: " ".join(f"a{n} b{n}" for n in range(300))})
    before = process_time()
    found = [often for often, _ in linked([*wards, cut, half]).together()]
    assert {**dict.fromkeys(range(6), 1), 600: -1} in found, "what it leaves of the six that it cuts"
    assert process_time() - before < 5


@pytest.mark.parametrize("seed", range(60))
def test_no_union_of_parts_of_places_is_told_where_it_is_small(seed: int) -> None:
    """Of random wards, districts, and areas drawn over them."""
    rng = Random(seed)
    parts = "abcdefg"[: rng.randint(4, 7)]
    counts = {part: rng.choice([0, 1, 3, 4, 12, 30, 50]) for part in parts}
    mixed, ends = rng.sample(parts, len(parts)), [0, *sorted(rng.sample(range(1, len(parts)), 2)), len(parts)]
    wards = ["".join(mixed[a:b]) for a, b in pairwise(ends)]
    drawn = ["".join(sorted(rng.sample(parts, rng.randint(2, len(parts) - 1)))) for _ in range(rng.randint(1, 4))]
    districts = ["".join(wards[:2]), parts, parts[1:]][: rng.randint(0, 3)]
    places = list(dict.fromkeys((*wards, *drawn, *districts)))
    cells = [cell(place, sum(map(counts.__getitem__, place)), **{AREA: " ".join(place)}) for place in places]
    hidden = protect(cells).hidden
    shown = [[part in place for part in parts] for place in places if place not in hidden]
    small = [
        taken
        for many in range(1, len(parts))
        for taken in combinations(parts, many)
        if 0 < sum(map(counts.__getitem__, taken)) < 5
    ]
    for taken in small if shown else ():
        told = [*shown, [part in taken for part in parts]]
        assert np.linalg.matrix_rank(told) > np.linalg.matrix_rank(shown), taken


def test_what_a_drawn_area_leaves_of_two_wards_together_is_protected() -> None:
    cells = [cell("dean", 85, **{AREA: "7 8"}), cell("fern", 77, **{AREA: "11 12"}), cell("mix", 91, **{AREA: "7 11"})]
    strict = [replace(one, threshold=72) for one in cells]
    left = "what dean and fern and mix leave between them"
    assert told(strict) == {left: (71, 71)}
    [hidden] = protect(strict).hidden
    low, high = told(strict, hidden)[left]
    assert high - low >= 72
    assert protect([replace(one, threshold=71) for one in cells]).hidden == frozenset()

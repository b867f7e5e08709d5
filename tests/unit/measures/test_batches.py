"""Tables some months at a time, and the work on some while the next are got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Event, get_ident
from time import sleep

import pytest

from peelian.measures.batches import HELD, batches, beside
from peelian.series.tables import Slice, TableFiles

MONTHS = [date(2024, month, 1) for month in range(1, 7)]


def table(*rows: int) -> TableFiles:
    slices = tuple(
        Slice((f"{month}.parquet",), frozenset([month]), count, str(month))
        for month, count in zip(MONTHS, rows, strict=False)
    )
    paths = tuple(path for one in slices for path in one.paths)
    return TableFiles("calls", paths, {}, frozenset(MONTHS[: len(rows)]), slices=slices)


@pytest.mark.parametrize(
    ("rows", "together"),
    [
        ((5, 5, 5), [2, 1]),
        ((5, 5), [2]),
        ((99, 1, 9, 1), [1, 2, 1]),  # a month alone may have more than there is room for
        ((0, 0, 0, 0), [4]),
    ],
)
def test_months_are_taken_together_as_long_as_their_rows_have_room(rows: tuple[int, ...], together: list[int]) -> None:
    found = list(batches(table(*rows), 10))
    assert [len(one.months) for one in found] == together
    assert [month for one in found for month in sorted(one.months)] == MONTHS[: len(rows)]
    assert [path for one in found for path in one.paths] == list(table(*rows).paths)


def test_a_table_is_left_as_it_is_where_it_is_not_known_where_months_lie() -> None:
    whole = TableFiles("calls", ("all.parquet",), {}, frozenset(MONTHS))
    assert list(batches(whole, 1)) == [whole]


def test_the_next_is_got_while_the_work_is_done_and_answers_keep_their_order() -> None:
    got_second = Event()

    def given() -> Iterator[int]:
        yield 1
        got_second.set()
        yield 2
        yield 3

    def work(number: int) -> tuple[int, bool, int]:
        return number * 10, got_second.wait(60), get_ident()

    found = list(beside(work, given()))
    assert [(number, waited) for number, waited, _ in found] == [(10, True), (20, True), (30, True)]
    assert get_ident() not in {thread for _, _, thread in found}


def test_no_more_than_some_are_in_memory() -> None:
    done: list[int] = []

    def given() -> Iterator[int]:
        for number in range(20):
            assert number + 1 - len(done) <= HELD  # this one, and those before that are not through
            yield number

    def work(number: int) -> int:
        sleep(0.002)
        done.append(number)
        return number

    assert list(beside(work, given())) == list(range(20))


def test_a_fault_of_the_work_is_told_and_ends_it() -> None:
    def work(number: int) -> int:
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(beside(work, iter([1, 0, 2, 3])))


def test_nothing_given_nothing_done() -> None:
    assert list(beside(str, iter(()))) == []

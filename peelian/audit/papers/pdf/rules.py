"""The straight lines drawn on a page: rules between rows and columns, edges of frames and of coloured cells."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from peelian.audit.papers.pdf.letters import Frame

THIN = 2.5  # points; what is thinner is a line, what is thicker has edges
SHORTEST = 4.0  # points
MOST_POINTS = 400  # of one path; a longer one is a drawing
MOST_OBJECTS = 30_000  # of a page
DEEPEST = 5  # forms inside forms
DOT = (1.5, 7.0)  # points; the sides of a bullet
DRAWN = 20.0  # points; a slanted or bent line of that width and height belongs to a drawing
TOUCH = 3.0  # points between lines that meet

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A line at `at` (y of a level one, x of an upright one), from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """`dots` are the middles of bullets that are drawn, not written; `drawings` the boxes of lines of charts."""

    level: list[Rule]
    upright: list[Rule]
    dots: list[tuple[float, float]] = []  # noqa: RUF012 - never changed
    drawings: list[Box] = []  # noqa: RUF012


def rules_of(page: Any, frame: Frame) -> Rules:
    """Level and upright lines, those that continue each other joined."""
    level: list[Rule] = []
    upright: list[Rule] = []
    dots: list[tuple[float, float]] = []
    drawings: list[Box] = []
    left = [MOST_OBJECTS]
    for x0, y0, x1, y1 in _edges(_objects(page, left), _SAME, 0, left):
        (ax, ay), (bx, by) = frame.place(x0, y0), frame.place(x1, y1)
        if DOT[0] <= abs(ax - bx) <= DOT[1] and DOT[0] <= abs(ay - by) <= DOT[1]:
            dots.append(((ax + bx) / 2, (ay + by) / 2))
        elif abs(ax - bx) >= DRAWN and abs(ay - by) >= DRAWN:
            drawings.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        if abs(ay - by) <= THIN and abs(ax - bx) >= SHORTEST:
            level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= THIN and abs(ay - by) >= SHORTEST:
            upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return Rules(_joined(level), _joined(upright), dots, drawings)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines along the same place whose ends meet are one line."""
    found: list[Rule] = []
    row: list[Rule] = []
    for rule in [*sorted(rules), Rule(float("inf"), 0, 0)]:
        if row and rule.at - row[-1].at > 1.2:
            found += _end_to_end(row)
            row = []
        row.append(rule)
    return found


def _end_to_end(row: list[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in row) / len(row)
    start = end = None
    for rule in sorted(row, key=lambda r: r.start):
        if end is not None and start is not None and rule.start > end + TOUCH:
            yield Rule(at, start, end)
            start = end = None
        start = rule.start if start is None else start
        end = rule.end if end is None else max(end, rule.end)
    if start is not None and end is not None:
        yield Rule(at, start, end)


def _objects(page: Any, left: list[int]) -> Iterator[Any]:
    for at in range(raw.FPDFPage_CountObjects(page)):
        if left[0] <= 0:
            return
        left[0] -= 1
        yield raw.FPDFPage_GetObject(page, at)


def _edges(things: Iterable[Any], outer: Matrix, depth: int, left: list[int]) -> Iterator[Box]:
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(thing, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = (raw.FPDFFormObj_GetObject(thing, at) for at in range(raw.FPDFFormObj_CountObjects(thing)))
            left[0] -= max(0, raw.FPDFFormObj_CountObjects(thing))
            if left[0] > 0:
                yield from _edges(inner, _times(_matrix(thing), outer), depth + 1, left)


def _path(thing: Any, outer: Matrix) -> Iterator[Box]:
    """The straight pieces of a path along the axes; a thin rectangle is one of them."""
    count = raw.FPDFPath_CountSegments(thing)
    if count < 2:
        return
    count = min(count, MOST_POINTS)
    matrix = _times(_matrix(thing), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[tuple[float, float]] = []
    every: list[tuple[float, float]] = []
    curved = False
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        every.append(point)
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _pieces(part)
            part = [point]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            part.append(point)
        else:  # a curve: it may round the corner of a frame, whose sides still count
            yield from _pieces(part)
            part = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(part) > 2:
            part.append(part[0])
    yield from _pieces(part)
    slanted = any(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in pairwise(every[:-1]))
    if curved or (slanted and len(every) > 2):
        xs, ys = [x for x, _ in every], [y for _, y in every]
        yield min(xs), min(ys), max(xs), max(ys)


def _pieces(part: list[tuple[float, float]]) -> Iterator[Box]:
    if len(part) >= 4:
        xs, ys = [x for x, _ in part], [y for _, y in part]
        if max(xs) - min(xs) <= THIN or max(ys) - min(ys) <= THIN:
            middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
            if max(xs) - min(xs) <= THIN:
                yield middle_x, min(ys), middle_x, max(ys)
            else:
                yield min(xs), middle_y, max(xs), middle_y
            return
    for (ax, ay), (bx, by) in pairwise(part):
        if abs(ax - bx) <= 0.5 or abs(ay - by) <= 0.5:
            yield ax, ay, bx, by


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f

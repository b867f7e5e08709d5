"""Both ends of 95% intervals, kept to 12 significant digits as docs/reference/cases/measures.md has them.

Worked with more digits than are kept, so that the ones kept do not depend on how it was done.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

Ends = tuple[Fraction, Fraction]
DEVIATIONS = Fraction(196, 100)
KEPT, MORE = Context(prec=12), Context(prec=60)


def of_share(share: Fraction, base: Fraction) -> Ends:
    """Of a share from 0 to 1 of a base: the two shares that lie 1.96 standard errors of their own from it (Wilson,
    1927), which are the roots of (p - x)² = z² x (1 - x) / n."""
    square = DEVIATIONS**2 / base
    a, b, c = 1 + square, 2 * share + square, share * share
    root = _root(b * b - 4 * a * c)
    low, high = kept((b - root) / (2 * a)), kept((b + root) / (2 * a))
    return max(min(low, share), Fraction()), min(max(high, share), Fraction(1))


def of_events(events: Fraction) -> Ends:
    """Of a number of events: Byar's approximation of what a Poisson count leaves open (Breslow and Day, 1987)."""

    def end(count: Fraction, side: int) -> Fraction:
        return count * (1 - 1 / (9 * count) + side * DEVIATIONS / (3 * _root(count))) ** 3

    low = max(kept(end(events, -1)), Fraction()) if events else Fraction()
    return low, kept(end(events + 1, 1))


def of_ratio(ratio: Fraction, events: Fraction, reference: Fraction) -> Ends:
    """Of a ratio of two rates with so many events each: their logarithms differ by about a normal distribution."""
    away = _decimal(DEVIATIONS * _root(1 / events + 1 / reference))
    middle = _decimal(ratio).ln(MORE)
    low, high = (MORE.exp(MORE.add(middle, side * away)) for side in (-1, 1))
    return kept(Fraction(low)), kept(Fraction(high))


def kept(value: Fraction) -> Fraction:
    return Fraction(KEPT.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _root(value: Fraction) -> Fraction:
    return Fraction(_decimal(value).sqrt(MORE))


def _decimal(value: Fraction) -> Decimal:
    return MORE.divide(Decimal(value.numerator), Decimal(value.denominator))

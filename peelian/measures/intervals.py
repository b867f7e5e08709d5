"""95% intervals of shares, of ratios and of counts, in decimals that are the same on every machine.

Square roots, logarithms and powers are worked with 40 decimal digits and then kept to 12 significant ones:
far finer than anything printed, and free of the last-bit differences between the mathematics libraries of
machines.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

Z = Fraction("1.96")  # standard deviations that hold 95% of a normal distribution
SIGNIFICANT = 12

_FINE = Context(prec=40)
_KEPT = Context(prec=SIGNIFICANT)


def wilson(share: Fraction, base: Fraction) -> tuple[Fraction, Fraction]:
    """Both ends of the score interval of a share (0 to 1) of a base, which need not be whole.

    (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n). Source: Wilson, "Probable Inference, the Law of
    Succession, and Statistical Inference", 1927.
    """
    middle = share + Z * Z / (2 * base)
    root = _decimal(share * (1 - share) / base + Z * Z / (4 * base * base)).sqrt(_FINE)
    half = Z * Fraction(root)
    whole = 1 + Z * Z / base
    low, high = _kept((middle - half) / whole), _kept((middle + half) / whole)
    # At 0 and 1 the last digit of the root would put an end on the wrong side of the share.
    return max(min(low, share), Fraction()), min(max(high, share), Fraction(1))


def of_ratio(ratio: Fraction, events: Fraction, reference: Fraction) -> tuple[Fraction, Fraction]:
    """Both ends of the interval of a ratio of two rates, from the number of events behind each.

    exp(ln R ± 1.96·√(1/a + 1/b)). Source: the log method for a ratio of rates, as in textbooks of
    epidemiology.
    """
    spread = _FINE.multiply(_decimal(Z), _decimal(1 / events + 1 / reference).sqrt(_FINE))
    middle = _decimal(ratio).ln(_FINE)
    low, high = _FINE.subtract(middle, spread).exp(_FINE), _FINE.add(middle, spread).exp(_FINE)
    return _kept(Fraction(low)), _kept(Fraction(high))


def of_events(events: Fraction) -> tuple[Fraction, Fraction]:
    """Both ends of the interval of a number of events (0 or more), for a rate once divided by its base.

    Byar's approximation to the exact limits of a Poisson count: a(1 - 1/9a - z/3√a)³ with a = n below, and
    a(1 - 1/9a + z/3√a)³ with a = n + 1 above; none below zero. Source: Breslow and Day, "Statistical Methods in Cancer
    Research" II, 1987, page 69.
    """
    low = _kept(_byar(events, -1)) if events else Fraction()
    return max(low, Fraction()), _kept(_byar(events + 1, 1))


def _byar(events: Fraction, side: int) -> Fraction:
    root = Fraction(_decimal(events).sqrt(_FINE))
    cube: Fraction = (1 - 1 / (9 * events) + side * Z / (3 * root)) ** 3
    return events * cube


def _decimal(value: Fraction) -> Decimal:
    return _FINE.divide(Decimal(value.numerator), Decimal(value.denominator))


def _kept(value: Fraction) -> Fraction:
    return Fraction(_KEPT.divide(Decimal(value.numerator), Decimal(value.denominator)))

"""A funnel: areas of different sizes against one level, with limits as wide as chance alone makes them.

Source: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), 1185:
exact limits with interpolation in appendix A.1, over-dispersion in section 6 and appendix A.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from peelian.quantities import NoValue
from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.tails import binomial_at_most, normal_quantile_above, poisson_at_most

Kind = Literal["share", "ratio"]
Scale = Literal["arcsine", "sqrt", "log"]

LEVELS = (0.95, 0.998)  # of the areas that lie inside where nothing but chance is at work: two and three sigma
WINSORISED = 0.1  # at each end, of the z-scores that the over-dispersion is estimated from
FEWEST_AREAS = 3
SCALES: dict[Kind, tuple[Scale, ...]] = {"share": ("arcsine",), "ratio": ("sqrt", "log")}


@dataclass(frozen=True)
class Funnel:
    """I areas; arrays are [I], `lower` and `upper` [2, I] in the order of LEVELS; NaN where an area was left out.

    `value` is numerator over denominator and `target` the level they are held against. `place` counts -2, -1, 0, 1, 2:
    below both lower limits, below the inner one, inside, above. A value on a limit is inside it. `z` is the distance
    from the target on `scale` in standard deviations of chance alone, `z_adjusted` with `tau2` added.
    `phi` is the mean square of the winsorised z (1: chance alone), `tau2` the additional variance between areas on
    `scale`; where it is above 0 the limits hold it, where it is 0 they are exact. `left_out` gives each area's reason.
    """

    kind: Kind
    scale: Scale
    target: float
    value: Array
    lower: Array
    upper: Array
    place: Ints
    z: Array
    z_adjusted: Array
    phi: float
    tau2: float
    left_out: tuple[str, ...]

    @property
    def overdispersed(self) -> bool:
        return self.tau2 > 0


def funnel(
    numerator: Array,
    denominator: Array,
    kind: Kind,
    *,
    target: float | None = None,
    scale: Scale | None = None,
    between: bool = True,
) -> Funnel | NoValue:
    """The funnel of one measure in one period over I areas [I].

    `share`: numerator of the denominator, each a count (binomial). `ratio`: a count over what was expected, or over a
    population or other exposure (Poisson). `target` is the pooled level of the areas where it is not given.
    `between=False` leaves the variance between areas out of the limits, and `phi` tells what was left out.
    An area with a missing number, no denominator or an impossible count is left out with its reason; fewer than three
    that remain, or a level of chance that has no width, give the reason instead.
    """
    scale = scale or SCALES[kind][0]
    if scale not in SCALES[kind]:
        return NoValue(f"a funnel of a {kind} is on the scale {' or '.join(SCALES[kind])}, not {scale}")
    left_out = _left_out(numerator, denominator, kind, scale)
    held = np.array([not reason for reason in left_out], dtype=bool)
    if held.sum() < FEWEST_AREAS:
        return NoValue(f"only {held.sum()} of {len(held)} areas can be compared; a funnel needs {FEWEST_AREAS}")
    count, size = numerator[held], denominator[held]
    level = float(count.sum() / size.sum()) if target is None else target
    if level <= 0 or (kind == "share" and level >= 1):
        return NoValue(f"the level is {level:g}, around which chance has no width")
    y, centre, s = _scaled(count, size, level, scale)
    z = (y - centre) / s
    phi, tau2 = _dispersion(z, s)
    if not between:
        tau2 = 0.0
    lower, upper = limits_at(size, level, kind, scale, tau2)
    value = count / size
    place = (value > upper).sum(axis=0) - (value < lower).sum(axis=0)
    return Funnel(
        kind=kind,
        scale=scale,
        target=level,
        value=_over(held, value),
        lower=_over(held, lower),
        upper=_over(held, upper),
        place=_over(held, place, 0).astype(np.int64),
        z=_over(held, z),
        z_adjusted=_over(held, (y - centre) / np.sqrt(s * s + tau2)),
        phi=phi,
        tau2=tau2,
        left_out=left_out,
    )


def limits_at(size: Array, target: float, kind: Kind, scale: Scale, tau2: float = 0.0) -> tuple[Array, Array]:
    """Lower and upper limits [2, I] around a target for areas of these sizes [I], in the order of LEVELS.

    Exact where nothing but chance is at work (`tau2` 0), else with that variance between areas on the scale. The curves
    of a chart are those of many sizes.
    """
    if tau2 == 0:
        return _exact_limits(size, target, kind)
    _, centre, s = _scaled(size * target, size, target, scale)
    half = _sigmas()[:, None] * np.sqrt(s * s + tau2)
    return _unscaled(centre - half, scale), _unscaled(centre + half, scale)


def _left_out(numerator: Array, denominator: Array, kind: Kind, scale: Scale) -> tuple[str, ...]:
    """For each area the first reason that holds, or nothing."""
    faults: list[tuple[Flags, str]] = [
        (~np.isfinite(numerator), "the count is missing"),
        (~np.isfinite(denominator), "the denominator is missing"),
        (denominator <= 0, "the denominator is not above zero"),
        (numerator < 0, "the count is below zero"),
    ]
    if kind == "share":
        faults.append((numerator > denominator, "the count is larger than the denominator"))
    if scale == "log":
        faults.append((numerator == 0, "a count of zero has no logarithm"))
    return tuple(next((why for found, why in faults if found[i]), "") for i in range(len(numerator)))


def _scaled(count: Array, size: Array, level: float, scale: Scale) -> tuple[Array, float, Array]:
    """Each area's value on the scale, the level there, and the standard deviation of chance there."""
    value = count / size
    if scale == "arcsine":
        return np.arcsin(np.sqrt(value)), float(np.arcsin(np.sqrt(level))), 1 / (2 * np.sqrt(size))
    if scale == "sqrt":
        return np.sqrt(value), float(np.sqrt(level)), 1 / (2 * np.sqrt(size))
    return np.log(value), float(np.log(level)), 1 / np.sqrt(level * size)


def _dispersion(z: Array, s: Array) -> tuple[float, float]:
    """phi from the winsorised z, and the variance between areas that it asks for beyond chance (0 for none)."""
    areas = len(z)
    lowest, highest = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    phi = float(np.mean(np.clip(z, lowest, highest) ** 2))
    weight = 1 / (s * s)
    spare = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, max(0.0, float((areas * phi - (areas - 1)) / spare))


def _unscaled(y: Array, scale: Scale) -> Array:
    """Back from the scale. What lies beyond its ends is at the end: no share below 0 or above 1, no count below 0."""
    if scale == "arcsine":
        return np.sin(np.clip(y, 0, np.pi / 2)) ** 2
    return np.maximum(y, 0) ** 2 if scale == "sqrt" else np.exp(y)


def _sigmas() -> Array:
    return normal_quantile_above([(1 - level) / 2 for level in LEVELS])


def _exact_limits(size: Array, level: float, kind: Kind) -> tuple[Array, Array]:
    """Limits from the distribution itself: the quantile of the count, interpolated, over the size."""
    mean = level * size
    if kind == "share":
        at_most = partial(binomial_at_most, n=size, share=level)
        deviation, most = np.sqrt(mean * (1 - level)), np.ceil(size)
    else:
        at_most = partial(poisson_at_most, mean=mean)
        deviation, most = np.sqrt(mean), np.full_like(mean, np.inf)
    # Both tails end inside these (Chernoff, Bernstein), far beyond any that is asked for.
    below = np.maximum(np.floor(mean - 6 * deviation), 0) - 1
    above = np.minimum(np.ceil(mean + 6 * deviation + 10), most)
    tails = [(1 - held) / 2 for held in LEVELS]
    lower = np.array([_interpolated(at_most, below, above, tail) for tail in tails])
    upper = np.array([_interpolated(at_most, below, above, 1 - tail) for tail in tails])
    return np.maximum(lower, 0) / size, np.maximum(upper, 0) / size


def _interpolated(at_most: Callable[[Array], Array], below: Array, r: Array, p: float) -> Array:
    """r - (P(X <= r) - p) / P(X = r), where r is the smallest whole number with P(X <= r) >= p.

    It is looked for above `below` and up to the `r` that is given.
    """
    while np.any(r - below > 1):
        middle = np.floor((below + r) / 2)
        reached = at_most(middle) >= p
        r, below = np.where(reached, middle, r), np.where(reached, below, middle)
    return r - (at_most(r) - p) / (at_most(r) - at_most(r - 1))


def _over(held: Flags, found: Array, missing: float = np.nan) -> Array:
    """The found values at the areas that were held, missing at the others; the areas are the last axis."""
    whole = np.full((*found.shape[:-1], len(held)), missing)
    whole[..., held] = found
    return whole

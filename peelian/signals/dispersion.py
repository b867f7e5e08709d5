"""What a baseline says about how far single points lie from its level, and what the other series add to that."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array, Flags

MOST_FOLLOWED = 0.8  # autocorrelation above which a baseline of some years says little; it is taken as this
LEAST_MEAN = 5  # of the counts whose dispersion others may borrow: below it chi-squared no longer describes it
LEAST_LENDERS = 30
MOST_LENT = 200.0  # degrees of freedom; beyond it Student's t is the normal, and the lenders are never that alike


def followed(residual: Array, held: Flags, least: int, *, pearson: bool) -> Array:
    """Lag-one autocorrelation of each series [S] over its baseline, 0 to 0.8.

    `residual` [S, T] is 0 where a point is not `held`. Pairs across a gap do not count. Each series is corrected for
    the bias of an estimated level (Marriott and Pope, Biometrika 41, 1954), then shrunk to the usual one by what chance
    makes of its distance from it. The usual one is that of all series with at least `least` points; of `pearson`
    residuals, which are in standard deviations of chance, it is in proportion to the variance that chance does not
    make, since chance follows nothing. A series that swings back (below 0) is taken as one that does not: that is the
    careful side.
    """
    points = held.sum(axis=1)
    squares = (residual**2).sum(axis=1)
    own = (residual[:, 1:] * residual[:, :-1] * (held[:, 1:] & held[:, :-1])).sum(axis=1)
    own = np.divide(own, squares, out=np.zeros_like(own), where=squares > 0)
    own = own + (1 + 3 * own) / np.maximum(points, 1)
    usable = points >= least
    if not usable.any():
        return np.zeros_like(own)
    beyond = np.ones_like(own)
    if pearson:
        beyond = 1 - np.minimum(1, np.divide(points - 1, squares, out=np.ones_like(own), where=squares > 0))
    reach = (beyond[usable] ** 2).sum()
    usual = beyond * ((own * beyond)[usable].sum() / reach if reach > 0 else 0.0)
    off = (own - usual)[usable]
    spread, chance = (off**2).mean(), (1 / points[usable]).mean()
    real = max(0.0, 1 - chance / spread) if spread > 0 else 0.0
    shrunk: Array = np.clip(usual + real * (own - usual), 0, MOST_FOLLOWED)
    return shrunk


def borrowed(spread: Array, freedom: Array, mean: Array) -> tuple[Array, float]:
    """Dispersions [S] that hold what the other series say, and the degrees of freedom that this adds.

    The usual dispersion at each mean is a line through the logarithms; how closely the series keep to it says how many
    degrees of freedom it is worth (Smyth, Statistical Applications in Genetics and Molecular Biology 3, 2004, section
    6.2, with the first two terms of the trigamma function). A series whose own dispersion is larger keeps its own. With
    fewer than 30 series of a mean of at least 5 nothing is borrowed.
    """
    lends = (mean >= LEAST_MEAN) & (spread > 0) & np.isfinite(spread)
    if lends.sum() < LEAST_LENDERS:
        return spread, 0.0
    at, bias = np.log(mean[lends]), 1 / freedom[lends]  # the mean of the log of a chi-squared over its freedom is -1/f
    logs = np.log(spread[lends]) + bias
    middle, reach = at.mean(), at.var()
    slope = ((at - middle) * logs).mean() / reach if reach > 0 else 0.0
    off = logs - logs.mean() - slope * (at - middle)
    unlike = max(0.0, float(off.var() - (2 * bias + 2 * bias**2).mean()))
    lent = min(MOST_LENT, (1 + np.sqrt(1 + 2 * unlike)) / unlike) if unlike > 0 else MOST_LENT
    inside = np.clip(np.log(np.maximum(mean, LEAST_MEAN)), at.min(), at.max())
    usual = np.exp(logs.mean() + slope * (inside - middle))
    return np.maximum(spread, (lent * usual + freedom * spread) / (lent + freedom)), lent

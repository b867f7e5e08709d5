"""How each chart draws its lines: a basis and constants in, centre and limits out. One file, one idea."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelian.signals.limits.counted import c, p, u
from peelian.signals.limits.iprime import iprime
from peelian.signals.limits.laney import pprime, uprime
from peelian.signals.limits.lines import Chart, Constants, Limits
from peelian.signals.limits.mr import mr
from peelian.signals.limits.rare import g, t
from peelian.signals.limits.run import run
from peelian.signals.limits.withheld import withheld
from peelian.signals.limits.xmr import xmr
from peelian.signals.segments import Basis

CHARTS: Mapping[Chart, Callable[[Basis, Constants], Limits]] = {
    "xmr": xmr,
    "mr": mr,
    "iprime": iprime,
    "c": c,
    "p": p,
    "u": u,
    "pprime": pprime,
    "uprime": uprime,
    "g": g,
    "t": t,
    "run": run,
}


def limits(chart: Chart, basis: Basis, constants: Constants) -> Limits:
    """The lines of a chart; none where there are too few points, nothing varies, or events are too few for it."""
    return withheld(CHARTS[chart](basis, constants), basis, constants)

"""How often a rule set signals where nothing has changed: what a reader must know who looks at several charts.

Simulated: 40,000 series of 60 independent months each, normal and Poisson of mean 20, limits from the same 60 months.
Months that follow each other in level signal more often (NHS rules with autocorrelation 0.3: four times).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

LATEST: Mapping[str, Fraction] = {
    "nhs-r": Fraction(20, 1000),
    "nhs-2023": Fraction(18, 1000),
    "wmp-2015": Fraction(9, 1000),
    "western-electric": Fraction(15, 1000),
    "nelson-8": Fraction(20, 1000),
    "anhoej": Fraction(59, 1000),
}
"""By rule set, the share of stable series whose latest month carries a signal; re-based by hand alone."""

"""Rule sets: which rules are asked of a chart, with their numbers, as versioned data in `rulesets/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal

from peelian import yamlfile
from peelian.errors import Unusable
from peelian.signals.limits.lines import Constants
from peelian.signals.marks import Rule

NAMES = ("nhs-2023", "nhs-r", "wmp-2015", "western-electric", "nelson-8", "anhoej")
DEFAULT = "nhs-2023"


@dataclass(frozen=True)
class Asked:
    """One rule with its numbers.

    `length`: points in a row (shift, trend, alternating, stratified, mixture) or in the window (two_in_three,
    four_in_five); not given where the number of points decides (shift of `anhoej`).
    `count`, `beyond`, `within`: so many points of the window lie on one side beyond so many sigmas, and, where
    `within` is given, not outside so many. `one_side`: all points of the window lie on that side of the centre.
    `by_next_step`: a point of a trend with another such point behind it has the direction of the step between the two,
    no step being a fall; it differs where two trends meet.
    """

    rule: Rule
    length: int | None = None
    count: int | None = None
    beyond: int | None = None
    within: int | None = None
    one_side: bool = False
    by_next_step: bool = False


@dataclass(frozen=True)
class Limiting:
    """How a rule set makes limits.

    `factor`: of the mean moving range, a number or a quotient as its source gives it ("2.66", "3 / 1.128").
    `screen`: whether the largest moving ranges are left out, once. `exact_below`: the mean below which counts have
    exact limits. `gaps`: limits between rare events. `least`: points below which there are no limits.
    `provisional_below`: points below which limits are provisional. `degenerate`: whether series that limits would
    mislead about get none, or what the copied package gives.
    """

    factor: str
    screen: bool
    exact_below: int
    gaps: Literal["exact", "three-sigma"]
    least: int
    provisional_below: int
    degenerate: Literal["refuse", "copy"]


@dataclass(frozen=True)
class RuleSet:
    """A rule set. `rules` stand in the order of labels: of several signals at a point the first is its label.

    `chart`: what `auto` draws: "auto" by the data, else this chart. `on_centre`, `missing`: whether a point on the
    centre line, or a missing one, breaks a run or is skipped. `conflict`: which label a point has whose signals are of
    both meanings. `rebase`: "by-hand", or "at-run" where a completed run begins a new process at its first point.
    `season`: whether limits follow a season that was tested and found, where the chart is chosen by the data.
    """

    name: str
    version: int
    title: str
    source: str
    limits: Limiting
    rules: tuple[Asked, ...]
    chart: Literal["auto", "xmr"] = "auto"
    on_centre: Literal["breaks", "skips"] = "breaks"
    missing: Literal["breaks", "skips"] = "breaks"
    conflict: Literal["order", "improvement"] = "order"
    rebase: Literal["by-hand", "at-run"] = "by-hand"
    season: Literal["ignored", "tested"] = "ignored"

    def constants(self, screen: bool | None = None) -> Constants:
        """What it fixes about limits; `screen` overrides its screening."""
        top, _, bottom = self.limits.factor.partition("/")
        return Constants(
            factor=float(Fraction(Decimal(top.strip())) / Fraction(Decimal(bottom.strip() or "1"))),
            screen=self.limits.screen if screen is None else screen,
            exact_below=self.limits.exact_below,
            exact_gaps=self.limits.gaps == "exact",
            least=self.limits.least,
            copies=self.limits.degenerate == "copy",
        )


def load(name: str) -> RuleSet:
    """The rule set of this name; Unusable, with the names there are, for another."""
    if name not in NAMES:
        raise Unusable(f"there is no rule set '{name}'; there are: {', '.join(NAMES)}")
    return _load(name)


def all_rule_sets() -> Mapping[str, RuleSet]:
    """Every rule set by its name."""
    return {name: load(name) for name in NAMES}


def parse(data: bytes, file: str) -> RuleSet:
    """The rule set of a file; Unusable, with everything that is wrong with it, where it is none."""
    node, findings = yamlfile.parse(data, file)
    built = yamlfile.build(RuleSet, node, findings) if node else None
    if built is None or findings:
        raise Unusable("\n".join(finding.line() for finding in findings))
    return built


@cache
def _load(name: str) -> RuleSet:
    return parse(files("peelian.signals").joinpath("rulesets", f"{name}.yaml").read_bytes(), f"{name}.yaml")

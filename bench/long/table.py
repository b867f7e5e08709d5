"""Everything that signals promise beyond plain charts, in one table: the bar, what is reached, and what others reach.

    python -m bench.long.table --size 1 --shared FOLDER

One seed. A bar is held, missed, or known not to be reached; what others reach stands beside it. Figures of other
people's packages (autospc 0.0.0.9051, NHSRplotthedots 0.2.2, qicharts2 0.8.1 and others) were measured once, on series
of the same kinds, in November 2026; what is called "here" is worked out anew on the very same series. Rules "here" are
those of XmR lines of all points, also where Peelian would draw none. `--size 0.1` is a quick look. The whole of a
subject: bench.long.steps, season, forecast, targets, many_series, watching, late. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.long import degenerate, forecast, late, many_series, season, steps, targets, watching
from peelian.signals.judge import Request
from peelian.signals.ruleset import NAMES, load
from peelian.signals.steps.scan import MONTH_BY_MONTH
from peelian.signals.vintages import vintages
from peelian.signals.watching.watch import BETWEEN

SEED = 20261126
HELD, MISSED, KNOWN_LIMIT, TOLD = "held", "MISSED", "not reached", ""
"""What becomes of a bar; TOLD where there is none."""


@dataclass(frozen=True)
class Row:
    measure: str
    bar: str
    reached: str
    others: str
    held: str = TOLD


Subject = Callable[[float, Path | None], Iterator[Row]]


def verdict(held: bool, limit: bool = False) -> str:
    return HELD if held else KNOWN_LIMIT if limit else MISSED


def percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f}%"


def step_changes(size: float, shared: Path | None) -> Iterator[Row]:
    series, replayed = count(20_000, size), count(1_500, size)
    quiet = {n: w for n, w in steps.worlds(np.random.default_rng(SEED), series).items() if w.promised}
    loud = {n: w for n, w in steps.worlds(np.random.default_rng(SEED + 1), series, steps.SIZE).items() if w.promised}
    peers = {
        "independent": "autospc 26% / 65%",
        "autocorrelation 0.3": "autospc 58%",
        "season of 1 sigma": "autospc 33%",
        "Poisson 3": "",
    }
    near = slice(steps.STEP - steps.NEAR, steps.STEP + steps.NEAR + 1)
    for name, world in quiet.items():
        false = float(steps.found_by(world)[1].mean())
        found, _ = steps.found_by(loud[name])
        hit = np.unique(found.series[np.abs(found.first - steps.STEP) <= steps.NEAR]).size / series
        run = steps.run_of_eight(world.values)[0].any(axis=1).mean(), steps.run_of_eight(loud[name].values)[0]
        others = f"run of 8 here {percent(run[0])} / {percent(run[1][:, near].any(axis=1).mean())}"
        error = 2 * (steps.MOST_FALSE * (1 - steps.MOST_FALSE) / series) ** 0.5
        yield Row(
            f"{name}: any false step in 60 months / 1.5 sigma within 3 months",
            "at most 5% / at least 80%",
            f"{percent(false)} / {percent(hit)}",
            "; ".join(filter(None, (others, peers[name]))),
            verdict(false <= steps.MOST_FALSE + error and hit >= steps.LEAST_HITS, limit=false <= 0.05 + error),
        )
        covered, width = steps.coverage(found, series)
        yield Row(
            f"{name}: the interval holds the date",
            "90 to 97%",
            f"{percent(covered)}, {width:.0f} months long",
            "none",
            verdict(0.89 <= covered <= 0.98),
        )
    for name in quiet:
        few = np.random.default_rng(SEED + 2)
        still = steps.worlds(few, replayed)[name]
        moved = steps.worlds(few, replayed, steps.SIZE)[name]
        ours = steps.alarms(still, MONTH_BY_MONTH.least_gain)[0], steps.alarms(moved, MONTH_BY_MONTH.least_gain)[1]
        run = (steps.run_of_eight(still.values)[1] > 0).mean(), steps.plain_delay(moved.values, None)
        yield Row(
            f"{name}: false on any look / median months to a step",
            "at most 5% / -",
            f"{percent(ours[0])} / {ours[1]:.0f}",
            f"run of 8 here {percent(float(run[0]))} / {run[1]:.0f}; 8 months at 15% (independent)",
            verdict(ours[0] <= 0.05 + 2 * (0.05 * 0.95 / replayed) ** 0.5),
        )


def calibrated_limits(size: float, shared: Path | None) -> Iterator[Row]:
    months, series = count(200_000, size), count(2_000, size)
    rules = {name: watching.ruled(*watching.RULES[name]) for name in ("nhs-2023", "nhs-r", "wmp-2015")}
    error = 2 * (BETWEEN / months) ** 0.5
    for name, world in watching.PROMISED.items():
        ours = [
            watching.rates(world, n, months, {"": watching.watcher(world.family)}, SEED)[""] for n in watching.KNOWN
        ]
        plain = watching.rates(world, 60, max(months // 10, 10), rules, SEED)
        times = [rate * BETWEEN for rate in ours]
        out = [n for n, t in zip(watching.KNOWN, times, strict=True) if not 1 / 1.1 - error < t < 1 / 0.9 + error]
        yield Row(
            f"{name}: months between false alarms, 24 / 36 / 60 values known",
            f"{BETWEEN:g} within a tenth",
            " / ".join(per(rate) for rate in ours),
            "here, 60 known: " + ", ".join(f"{rule} {per(rate)}" for rule, rate in plain.items()),
            verdict(not out, limit=all((name, n) in watching.NOT_REACHED for n in out)),
        )
    for known in (*watching.KNOWN, watching.LONG):
        world = watching.WORLDS["autocorrelation 0.0"]
        lookers = watching.watcher(world.family), watching.ruled(*watching.RULES["wmp-2015"])
        (ours_, _), (theirs, _) = (watching.delay(world, known, series, look, SEED) for look in lookers)
        yield Row(
            f"months to a step of one sigma, {known} values known (60 at most)",
            "no later than 3 sigma + run of 8",
            f"{ours_:.1f}",
            f"here {theirs:.1f}; with known lines 14.5",
            verdict(ours_ <= theirs, limit=known == min(watching.KNOWN)),
        )
    lag = {f"autocorrelation {r}": watching.WORLDS[f"autocorrelation {r}"] for r in (0.0, 0.3)}
    flagged = [
        float(rules["nhs-2023"](w.draw(np.random.default_rng(SEED), 20_000, np.zeros(60))).mean()) for w in lag.values()
    ]
    yield Row(
        "a signal at the latest month, nhs-2023, independent / autocorrelation 0.3",
        "",
        " / ".join(map(percent, flagged)),
        "NHSRplotthedots 1.8% / 7.4%, at Poisson 0.1 50%",
    )


def seasons(size: float, shared: Path | None) -> Iterator[Row]:
    series = count(10_000, size)
    for months in (48, 60):
        none = season.latest_month(series, months, 0)
        for sigmas in (1, 2):
            one = season.latest_month(series, months, sigmas)
            power = min(p / q for p, q in zip(one.power, none.power, strict=True))
            error = 2 * (2 / (none.plain * series)) ** 0.5
            yield Row(
                f"season of {sigmas} sigma, {months} months: false signals at the latest month / least power, by none",
                "at most 1.2 times / at least 0.9 times",
                f"{percent(one.false, 2)}, {one.false / none.plain:.2f} times / {power:.2f} times",
                f"plain chart here {percent(one.plain)}; NHS rules 1.8%, 6.6%, 16.7% with 0, 1, 2 sigma",
                verdict(one.false <= (1.2 + error) * none.plain and power >= 0.88),
            )
    called = season.called_a_season(*season.independent(series, 60)["normal"])
    yield Row("a season found in 60 independent months", "at most 5%", percent(called), "none", verdict(called <= 0.05))


def many(size: float, shared: Path | None) -> Iterator[Row]:
    ours, plain = ("one promise for all", "one promise, quarters too"), "3 sigma on each chart"
    for said, shocks, changes in (many_series.SCENARIOS[0], many_series.SCENARIOS[3]):
        scores = many_series.simulate(max(int(8 * size), 2), SEED, (*ours, plain), shocks, changes=changes)
        for name in ours:
            one, other = scores[name], scores[plain]
            yield Row(
                f"{said.partition(':')[0]}; {name}: false share of marks, 24 months of 4,995 series"
                + ("; changes from 2 sigma on that are found" if changes else ""),
                "at most 5%",
                f"{percent(float(one.shares().mean()))} of {np.mean(one.marks):.0f}{_power(one, changes)}",
                f"3 sigma here {percent(float(other.shares().mean()))} of {np.mean(other.marks):,.0f}"
                f"{_power(other, changes)}; NHS rules 18 false ones per 1,000 series a month",
                verdict(one.surely() <= many_series.RATE),
            )


def _power(score: many_series.Score, changes: bool) -> str:
    return f"; {percent(score.found[1:].sum() / max(score.changed[1:].sum(), 1), 0)}" if changes else ""


def degenerates(size: float, shared: Path | None) -> Iterator[Row]:
    series = max(int(4 * size), 1)
    tried = wrong = 0
    for rules in NAMES:
        for panel in degenerate.panels(series, (1, 8, 25, 60)):
            for _, faults in degenerate.asked(panel, rules):
                tried, wrong = tried + 1, wrong + bool(faults)
    yield Row(
        "zeros, constants, few events, short, gaps; every rule set and chart: NaN, a stop, or all special cause",
        "none",
        f"{wrong} of {tried:,}",
        "zero-width or NaN limits in 96% of Poisson 0.1; an error at a gap; 36 of 36 points special cause",
        verdict(not wrong),
    )


def ahead(size: float, shared: Path | None) -> Iterator[Row]:
    series = count(1_500, size)
    for name in ("normal", "autocorrelation 0.6", "a wave of 1 sigma", "Poisson 3", "negative binomial 20, size 5"):
        found = forecast.simulated(name, series, 60)
        least = min(found.of_80), min(found.of_95)
        yield Row(
            f"{name}, 60 months known: least coverage of months and years ahead, 80% / 95%",
            "80% / 95%, within 3 and 2 points",
            f"{percent(least[0])} / {percent(least[1])}",
            "none",
            verdict(least[0] >= 0.77 - 0.8 / series**0.5 and least[1] >= 0.93 - 0.44 / series**0.5),
        )
    for name in ("even rate, 3 to 300 a month", "rate autocorrelated 0.6, 15%"):
        for question, (ours, line, yes_or_no, never) in targets.scored(name, series).items():
            if question in ("the next month", "the year, 6 months known"):
                yield Row(
                    f"{name}: Brier score of meeting the target, {question}",
                    "better than a straight line",
                    f"{ours:.3f}",
                    f"line here, a chance {line:.3f}, yes or no {yes_or_no:.3f}; never knowing better {never:.3f}",
                    verdict(ours <= line + 0.003),
                )


def revised(size: float, shared: Path | None) -> Iterator[Row]:
    series = count(1_000, size)
    for name, part in late.MISSING_YET.items():
        panels = late.simulated(part, series, SEED)
        found = vintages(panels, Request(load("nhs-2023"), chart="xmr"))
        alarms, gone = late.watched(panels)
        yield Row(
            f"simulated, {name}: signals of the latest month withdrawn, nhs-2023 / the watch",
            "0% where nothing is late" if name == "all at once" else "told",
            f"{percent(found.share or 0)} of {len(found.withdrawn):,} / {percent(gone / max(alarms, 1))} of {alarms:,}",
            "none",
            verdict(not found.withdrawn.any() and not gone) if name == "all at once" else TOLD,
        )
    if shared is not None:
        found = vintages(late.severity(shared), Request(load("nhs-2023"), chart="xmr"), latest=5)
        yield Row(
            "real, two vintages of the Crime Severity Score by area, latest 5 years: signals withdrawn / missed",
            "told",
            f"{int(found.withdrawn.sum())} of {len(found.withdrawn)} / {found.missed}",
            "none",
        )


def agreed(size: float, shared: Path | None) -> Iterator[Row]:
    """The tests that hold these rows, run, and the lines they print."""
    root = Path(__file__).resolve().parents[2]
    given = os.environ | ({"PEELIAN_SHARED": str(shared)} if shared else {})
    for measure, bar, others, path in TESTED:
        command = [sys.executable, "-m", "pytest", path, "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if "tried" in line]
        last = done.stdout.strip().splitlines()[-1].strip("= ")
        yield Row(f"{measure} ({path})", bar, "; ".join([*lines, last]), others, verdict(done.returncode == 0))


TESTED = (
    (
        "published outputs of other packages, point by point",
        "all but what is declared",
        "31% of series differ between two packages",
        "tests/functional/test_golden_spc.py",
    ),
    (
        'the warning of "another month", all 2^8 patterns of sides',
        "exact",
        "none",
        "tests/unit/signals/test_warning.py",
    ),
    ("sentences from data, word for word, each by its rule", "exact", "none", "tests/spec/test_words.py"),
    ("average run lengths with known lines", "those published", "", "tests/promises/test_signals_run_lengths.py"),
)


SUBJECTS: dict[str, Subject] = {
    "Step changes with a stated rate of false ones": step_changes,
    "Calibrated limits": calibrated_limits,
    "Limits that know the season": seasons,
    "Many series at once": many,
    "Degenerate series": degenerates,
    "Targets and forecasts": ahead,
    "Agreement, and plain verdicts": agreed,
    "Late and revised data": revised,
}


REASONS = (
    "Steps of 1.5 sigma under an autocorrelation of 0.3, or of counts of three a month: whoever was told the "
    "autocorrelation, and that there is at most one step, would place 77% at the same rate of false ones "
    "(docs/decisions/0015-steps-proposed.md); a step of 1.5 sigma in counts of three is one of two or three events.",
    "Months between false alarms, Poisson 0.1 with 24 values known: two or three events in all, so that alarms come at "
    "a few numbers only, and none of them is 154 months (docs/decisions/0018-a-watch-of-single-series.md).",
    "A step of one sigma after 24 months: the watch has to learn the autocorrelation from 24 values; three sigma with "
    "a run of eight takes it to be none, and has a false alarm every 50 months where it is 0.3.",
    "Seasons: in three years they are found in 70 to 77% of series of 1 sigma, the others signal as on the plain "
    "chart; from four years on the bar is held.",
    "Many series: where nothing changes for two years and series swing with very different strengths, something is "
    "named more often than in one run of twenty (docs/decisions/0014-many-series.md).",
    "Sentences: their reading age is not measured here.",
)


def count(whole: int, size: float) -> int:
    return max(int(whole * size), 50)


def per(rate: float) -> str:
    return f"{1 / rate:.0f}" if rate > 0 else "never"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--size", type=float, default=1.0, help="of the simulations; 0.1 is a quick look")
    asked.add_argument("--shared", type=Path, help="the folder of real files")
    asked.add_argument("--only", default="", metavar="WORDS", help="subjects whose title has these words")
    given = asked.parse_args()
    print("# What signals promise, measured\n")
    print("Printed by `python -m bench.long.table`; what its columns mean stands in that file.\n")
    print(
        f"Seed {SEED}, size {given.size:g}. {time.strftime('%d %B %Y').lstrip('0')}; {os.cpu_count()} processors "
        f"({platform.system()}, {platform.machine()}), Python {platform.python_version()}, numpy {np.__version__}."
    )
    missed = []
    for subject, rows in SUBJECTS.items():
        if given.only.lower() not in subject.lower():
            continue
        print(f"\n## {subject}\n\n| Measure | Bar | Reached | | Others |\n|---|---|---|---|---|", flush=True)
        for row in rows(given.size, given.shared):
            print(f"| {row.measure} | {row.bar} | {row.reached} | {row.held} | {row.others} |", flush=True)
            missed += [f"{subject}: {row.measure}"] if row.held == MISSED else []
    print("\n## Where a bar is not reached, or has no row\n\n" + "\n".join(f"- {reason}" for reason in REASONS))
    print("\nMissed: " + ("; ".join(missed) or "none that is not known to be out of reach."))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())

"""What happens in a run: month by month and force by force, every table's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from peelian.simulate import calls, casualties, counted, crimes, dirt, incidents, outcomes, reference, stops
from peelian.simulate.forms import complaints, enforcement, roads, survey, use_of_force, workforce
from peelian.simulate.forms import crimes as crime_forms
from peelian.simulate.forms import outcomes as outcome_forms
from peelian.simulate.forms import stops as stop_forms
from peelian.simulate.frame import Frame
from peelian.simulate.geography import Geography
from peelian.simulate.months import label
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.sizes import Size

POPULATION_FROM = -10  # June 2019, in months from the first one of a run
ALIKE: tuple[Callable[[Geography, Size, int, int, int], Frame], ...] = (
    calls.frame,
    incidents.frame,
    use_of_force.frame,
    casualties.frame,
    counted.headcounts,
    counted.admissions,
    survey.frame,
)


class Run:
    """Its state is the outcomes that are still to come, and what was untidy in crimes so far.

    Without `wide` there are the tables and columns that the plan's own measures read.
    `returns` are told of crimes.
    """

    def __init__(
        self,
        geography: Geography,
        size: Size,
        seed: int,
        months: int,
        *,
        wide: bool,
        returns: Returns | None = None,
    ) -> None:
        self._geography, self._size, self._seed, self._months, self._wide = geography, size, seed, months, wide
        self._forces, self._returns = range(size.forces), returns
        self._published = [outcomes.Waiting(seed, force) for force in self._forces]
        self._given = [outcome_forms.Waiting(seed, force, months) for force in self._forces]
        self.untidy: Counter[str] = Counter()

    def frames(self, step: Callable[[str], None]) -> Iterator[tuple[Frame | None, int]]:
        """Every frame with its force; None at the end of each month, of which `step` is told."""
        for frame in self._standing():
            yield frame, 0
        for month in range(POPULATION_FROM, self._months, 12):
            for force in self._forces:
                people = counted.people(self._geography, self._size, self._seed, force, month)
                yield people, force
                if self._wide:
                    yield counted.by_group(people), force
        for month in range(self._months):
            for force in self._forces:
                for frame in self._month(force, month):
                    yield frame, force
            yield None, 0
            step(label(month))

    def _standing(self) -> Iterator[Frame]:
        """What is of no force."""
        yield reference.harm_weights()
        yield from reference.grades(self._months)
        if self._wide:
            yield from reference.offence_weights()

    def _month(self, force: int, month: int) -> Iterator[Frame]:
        given = (self._geography, self._size, self._seed, force, month)
        yield from self._crime(force, month)
        published = stops.frame(*given)
        if not dirt.never_published(self._geography, self._size, force, month):
            yield published
        if self._wide:
            yield stop_forms.frame(published, self._geography, self._seed, force)
            yield roads.seizures(*given, self._months)
            yield roads.submissions(*given, self._months)
            yield enforcement.actions(*given, self._months)
            yield enforcement.arrests(*given)
            yield enforcement.orders(*given, self._months)
            people = workforce.in_post(*given)
            yield workforce.workforce(people, self._geography, self._seed)
            trained = workforce.training(people, self._geography, self._seed)
            if trained is not None:
                yield trained
        for frame in (complaints.frame(*given, self._months), *(make(*given) for make in ALIKE)):
            yield frame if self._wide else frame.narrow()

    def _crime(self, force: int, month: int) -> Iterator[Frame]:
        """Crimes and their outcomes, as they are published and as the force gives them."""
        made = crimes.make(self._geography, self._size, self._seed, force, month)
        self.untidy += dirt.of_crimes(made, self._geography)
        self._published[force].add(made)
        yield crimes.street(made, self._geography)
        yield outcomes.frame(self._published[force].due(month), self._geography)
        recorded = crime_forms.extracted(made, self._geography)
        frame = crime_forms.frame(recorded, self._geography, self._size, self._seed, wide=self._wide)
        yield frame
        if self._returns is not None:
            self._returns.add(recorded, frame)
        if self._wide:
            self._given[force].add(recorded, frame)
            yield self._given[force].due(month, self._geography)

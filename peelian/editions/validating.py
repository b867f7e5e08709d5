"""Everything that is wrong with a plan folder, at once: files, sources, and what each publication would find."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from peelian.disclosure.thresholds import mistakes
from peelian.editions import gates, missing, typed_checks
from peelian.editions.computing import dated_lists, wanted_measures
from peelian.editions.wordfiles import read_commentary, read_words, word_folders, words_not_read
from peelian.editions.workfolder import (
    STORE,
    book_of,
    computed_of,
    load_into,
    read_sources,
    without_sources,
)
from peelian.errors import PeelianError
from peelian.findings import Finding, worst_first
from peelian.measures.faults import faults, tables_of
from peelian.plan.accepting import covers, with_reasons
from peelian.plan.load import Loaded as LoadedPlan
from peelian.plan.load import load as load_plan
from peelian.plan.model import Plan
from peelian.plan.publication import Publication
from peelian.publications import references
from peelian.publications.placing import unplaced
from peelian.publications.registry import COMPOSERS
from peelian.sources.mending import changed_within
from peelian.sources.model import Source
from peelian.sources.register import FOLDER, NAME, current, read_register
from peelian.sources.store import Loaded, load

LATER = ("parts-do-not-sum",)
"""Findings about the figures themselves: a warning here, so that a plan can be worked on; the build decides."""

PUBLICATIONS = "publications/"

OF_FILES = ("not-publishable", "audit-inconsistent")
"""Findings about the files of an edition, which nobody sees before it is built."""


def validate(folder: Path, strict: bool = False) -> tuple[Finding, ...]:
    """Every finding, worst first. Nothing is kept: sources are read into a store that is thrown away.

    What is wrong with one part hides nothing that can be known of another. Definitions are held against the tables
    whose files are sound. A publication is composed where the plan, its figures and its own file have no mistake; what
    the author's words show by themselves is told in any case. With `strict` no row of an extract may be left out.
    """
    loaded = load_plan(folder)
    findings = list(loaded.findings)
    sources, problems = read_sources(folder)
    findings += problems
    words = [*_words(folder, loaded)]
    with tempfile.TemporaryDirectory(prefix="peelian-") as store:
        if loaded.plan is None:
            findings += load(_of_no_area(sources), folder, Path(store), {}, strict=strict).findings
            return worst_first(dict.fromkeys([*findings, *words]))
        plan = loaded.plan
        findings += without_sources(folder, plan)
        findings += _of_no_source(folder, sources)
        findings += _of_the_store(folder)
        words = with_reasons(words, plan.accepted)
        data = load_into(Path(store), folder, sources, plan, strict)
        if not _stops(f for f in findings if f.where.startswith("plan.yaml")):  # where the lists stand
            findings += _definitions(data, plan)
        if not data.refused and not _stops(f for f in findings if f.where.startswith("sources.yaml")):
            findings += missing.without_tables(plan, sources, data)
        if not _stop_all(findings):
            words += _named(folder, plan, data, sources)
        findings += [*data.findings, *typed_checks.check(data.figures, plan, loaded.names)]
        if not _stop_all(findings):
            findings += _documents(loaded.publications, plan, data)
            bad = {f.where.partition(":")[0] for f in findings if f.severity == "error"}
            for name, publication in loaded.publications.items():
                if f"{PUBLICATIONS}{name}.yaml" not in bad:
                    words += _tried(folder, plan, name, publication, data, sources)
            findings += _for_nothing(folder, loaded.publications, plan, words) if not bad else ()
        findings += mistakes(plan, None if _stops(problems) else sources)  # last: they hide nothing
    return worst_first(dict.fromkeys([*findings, *words]))


def _of_no_area(sources: Mapping[str, Source]) -> dict[str, Source]:
    """The sources whose rows are read alike whatever areas the plan has."""
    return {id: one for id, one in sources.items() if one.format in ("tidy", "figures") and one.areas is None}


def _words(folder: Path, loaded: LoadedPlan) -> Iterator[Finding]:
    """What the author's words show by themselves: their form, references to what is not there, words without a place.

    Words that no publication reads by its name are an edition's own; a note says so, since it may be a slip.
    """
    read: set[str] = set()
    for name, publication in loaded.publications.items():
        try:
            commentary = read_commentary(folder, publication, name, name)
        except PeelianError as error:
            yield _not_composed(name, error)
            continue
        read |= {words.file.split("/")[1] for words in commentary.values()}
        yield from unplaced(publication, loaded.names.priorities, commentary)
    yield from words_not_read(folder)
    for name in word_folders(folder):
        for words in read_words(folder, name).values():
            yield from words.findings
            yield from references.find(words, loaded.names)
        if name not in read and not _half_read(loaded):
            says = f"no publication reads this folder by its name; an edition called '{name}' does"
            yield Finding("words-of-an-edition", f"commentary/{name}", says, "note")


def _half_read(loaded: LoadedPlan) -> bool:
    """Whether some publication could not be read, so that nobody knows which words it takes."""
    return len(loaded.publications) < sum(path.startswith("publications/") for path in loaded.files)


def _not_composed(name: str, error: PeelianError) -> Finding:
    return Finding("not-composed", f"publications/{name}.yaml:1", str(error))


def _of_no_source(folder: Path, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Files of typed figures that no source names, so that nobody reads them."""
    named = {path for source in sources.values() for pattern in source.files for path in _matching(folder, pattern)}
    for path in sorted((folder / "figures").glob("*.csv")) if sources else ():
        if path not in named:
            says = "no source names this file, so its figures are not read; name it under 'files' in sources.yaml"
            yield Finding("file-of-no-source", path.relative_to(folder).as_posix(), says, "warning")


def _of_the_store(folder: Path) -> Iterator[Finding]:
    """A store that no other command can use, and rows in it that have changed. The plan itself may be sound, so these
    are warnings. Every stored file is read: other commands read those alone that have another time or size."""
    register = folder / STORE / FOLDER / NAME
    try:
        held = read_register(folder / STORE)
    except PeelianError as error:
        says = str(error).removeprefix(f"{register}: ")
        yield Finding("store-unusable", register.relative_to(folder).as_posix(), says, "warning")
        return
    for path in changed_within(current(held.entries), folder / STORE):
        says = "its bytes are not those that were written; remove it, then run 'peelian load': its rows are read again"
        yield Finding("store-changed", path.relative_to(folder).as_posix(), says, "warning")


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except (ValueError, NotImplementedError):
        return []  # told where the source is read


def _for_nothing(
    folder: Path, publications: Mapping[str, Publication], plan: Plan, tried: list[Finding]
) -> Iterator[Finding]:
    """Acceptances of what no publication has, any more or at all; words that only an edition reads are left."""
    if any(finding.code == "not-composed" for finding in tried):
        return
    read = {
        words.file for name, one in publications.items() for words in read_commentary(folder, one, name, name).values()
    }
    for index, one in enumerate(plan.accepted):
        file = (one.place or "").partition("#")[0]
        unread = file.startswith("commentary/") and file not in read and (folder / file).is_file()
        if one.code in OF_FILES or unread or any(covers(one, finding) for finding in tried):
            continue
        what = one.words if one.words is not None else ", ".join(one.figures)
        says = f"{one.code} of {what} is not found, or no longer; mend the entry, or take it out"
        yield Finding("accepted-for-nothing", plan.lines[f"accepted:{index}"], says, "warning")


def _stops(findings: Iterable[Finding]) -> bool:
    return any(f.severity == "error" for f in findings)


def _stop_all(findings: Iterable[Finding]) -> bool:
    """Whether something is wrong that is of no one publication."""
    return _stops(f for f in findings if not f.where.startswith(PUBLICATIONS))


def _documents(publications: Mapping[str, Publication], plan: Plan, data: Loaded) -> Iterator[Finding]:
    """Publications that print the typed figures of a document none is typed from."""
    documents = {row.document for row in data.figures}
    for name, publication in publications.items():
        if publication.document is not None and publication.document not in documents:
            near = difflib.get_close_matches(publication.document, documents, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(sorted(documents)) or 'none'}"
            says = f"document: no figure is typed from '{publication.document}'; {hint}"
            yield Finding("unknown-document", plan.lines[f"publication:{name}"], says)


def _definitions(data: Loaded, plan: Plan) -> Iterator[Finding]:
    """What is wrong with a measure's definition once its tables are known: a column, a list, a table it lacks.

    Of one that counts the same as a published measure only where its table is there.
    """
    lists = dated_lists(plan)
    own, wanted = wanted_measures(plan), wanted_measures(plan, counted=True)
    for id, measure in wanted.items():
        if id not in own and not set(tables_of(measure)) & set(data.tables):
            continue
        for says in faults(measure, data.tables, lists, wanted) if measure.kind != "published" else ():
            yield Finding("bad-definition", plan.lines.get(f"measure:{id}", "definitions"), f"measure '{id}': {says}")


def _named(folder: Path, plan: Plan, data: Loaded, sources: Mapping[str, Source]) -> list[Finding]:
    """Values and codes that measures and drawn areas name and no row has, of all at once, in a paper or not.

    Of a table that lacks the rows of a refused source nothing is said, nor of areas where any is refused.
    """
    halved = {sources[id].table for id in data.refused}
    whole = [id for id, one in wanted_measures(plan).items() if not halved & set(tables_of(one))]
    try:
        computed = computed_of(folder, plan, data, sources)
        if computed is None:
            return []
        found = [*missing.without_rows(plan, computed, whole)]
        found += missing.without_places(plan, computed) if not data.refused else ()
    except PeelianError as error:  # of the engine that is asked
        return [Finding("not-asked", "plan.yaml", str(error))]
    return with_reasons(found, plan.accepted)


def _tried(
    folder: Path, plan: Plan, name: str, publication: Publication, data: Loaded, sources: Mapping[str, Source]
) -> list[Finding]:
    """What composing this publication finds, with accepted findings as notes that say why."""
    try:
        commentary = read_commentary(folder, publication, name, name)
        figures = book_of(folder, plan, data, sources, publication)
        composed = COMPOSERS[publication.kind](plan, publication, figures, commentary)
    except PeelianError as error:
        return [_not_composed(name, error)]
    findings = [*composed.findings, *gates.tied(composed.document, plan.file.terms)]
    if publication.kind != "framework":  # which speaks of all KPIs, and of many that are not measured yet
        findings += missing.without_figures(plan, name, publication, figures)
    told = with_reasons(findings, plan.accepted)
    return [replace(f, severity="warning") if f.code in LATER and f.severity == "error" else f for f in told]

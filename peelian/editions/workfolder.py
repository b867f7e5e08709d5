"""Opens a plan folder for work: plan, sources, tables, typed figures and the author's words, with all findings.

The store of received files and tables lies in PLAN/store. Reading what has been read before changes nothing, and
what an edition was made from can be opened again without writing anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from peelian.assess.kpi import horizon
from peelian.disclosure.thresholds import Threshold, mistakes, thresholds
from peelian.editions import typed_checks
from peelian.editions.computing import computed_from
from peelian.editions.engines import settings_of
from peelian.editions.inputs import inputs
from peelian.editions.manifest import sha256
from peelian.editions.shape import InputEntry
from peelian.editions.soundplan import Unsound, is_read_for, is_told_for, of_others, sound_plan
from peelian.editions.takingin import Noted, taken_in, unsaid
from peelian.editions.waiting import commands, lacking
from peelian.editions.wordfiles import read_commentary
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Document, LeftRows, Typed
from peelian.figures.process import Horizon
from peelian.findings import Finding, worst_first
from peelian.measures.computed import Computed
from peelian.periods import parse as parse_period
from peelian.plan.areas import Area
from peelian.plan.files import is_there, plan_files, read
from peelian.plan.model import Kpi, Peer, Plan, all_kpis
from peelian.plan.of_area import of_area
from peelian.plan.publication import Publication
from peelian.publications.commentary import Commentary
from peelian.quantities import Quantity, counted
from peelian.series.model import Origin
from peelian.series.tables import TableFiles
from peelian.sources.figures import TypedFigure
from peelian.sources.lock import Waiting, silent
from peelian.sources.model import Source
from peelian.sources.quarantine import FOLDER as QUARANTINE
from peelian.sources.quarantine import percent
from peelian.sources.register import read_register
from peelian.sources.store import Loaded, load, look
from peelian.sources.stored import missing_months
from peelian.sources.taking import Taken, in_words, staying
from peelian.yamlfile import build, parse

STORE = "store"


@dataclass(frozen=True)
class Work:
    """A publication ready to be composed. `files` are the plan's own, `inputs` everything it is made from.

    `of_loading` is what taking in the files found, and which other publications have mistakes. It is for who builds
    and no part of the edition: it is told by the load that reads a file first, and not by the next. `thresholds` are
    those of small numbers, by table.
    """

    name: str
    plan: Plan
    publication: Publication
    figures: Figures
    thresholds: Mapping[str, Threshold]
    commentary: Mapping[str, Commentary]
    files: Mapping[str, bytes]
    inputs: tuple[InputEntry, ...]
    findings: tuple[Finding, ...]
    of_loading: tuple[Finding, ...]


@dataclass(frozen=True)
class LoadedSources:
    """What `peelian load` says. `lines` tell each table's rows and months, or that nothing is loaded; `taken` how many
    files of each source were read anew."""

    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    taken: tuple[Taken, ...] = ()


def open_work(folder: Path, name: str, edition: str) -> Work:
    """The publication of this name. The files of its sources are taken into the store, where it may be written."""
    return _opened(folder, name, edition, lambda sources, plan: _taken_in(folder, sources, plan))


def open_work_again(folder: Path, name: str, edition: str, made_from: Collection[InputEntry], scratch: Path) -> Work:
    """The publication as it is when only these received files count, told by their hashes. The plan is as it was when
    optional lookups of areas were there that are among them, by their paths. Writes nothing in the plan folder.

    `scratch` is an empty folder that must stay for as long as the work is used.
    """

    def seen(sources: Mapping[str, Source], plan: Plan) -> Loaded:
        return look(sources, folder, folder / STORE, _codes(plan), scratch, {one["sha256"] for one in made_from})

    return _opened(folder, name, edition, seen, {one["path"] for one in made_from})


def _opened(
    folder: Path,
    name: str,
    edition: str,
    read: Callable[[Mapping[str, Source], Plan], Loaded],
    then: Collection[str] | None = None,
) -> Work:
    loaded, plan = sound_plan(folder, name, then)
    if name not in loaded.publications:
        there = ", ".join(sorted(loaded.publications)) or "none"
        raise Unusable(f"{folder}: no publications/{name}.yaml; there are: {there}")
    publication = loaded.publications[name]
    sources, findings = read_sources(folder)
    known = None if any(f.severity == "error" for f in findings) else sources
    data = read(sources, plan)
    findings += typed_checks.check(data.figures, plan, loaded.names)
    findings += without_sources(folder, plan)
    findings += mistakes(plan, known)
    if any(f.severity == "error" for f in (*findings, *data.findings)):
        raise Unsound(folder, worst_first((*findings, *data.findings)))
    commentary = read_commentary(folder, publication, name, edition)
    findings += [finding for words in commentary.values() for finding in words.findings]
    figures = book_of(folder, plan, data, sources, publication)
    own = {path: content for path, content in loaded.files.items() if is_read_for(path, name)}
    words = {words.file: (folder / words.file).read_bytes() for words in commentary.values()}
    files = {**own, **words, **_typed_files(folder, data.figures)}
    told = (*(f for f in loaded.findings if is_told_for(f, name)), *findings)
    rules = thresholds(plan.file, sources)
    own_inputs, of_loading = inputs(files, data), (*of_others(loaded.findings, name), *data.findings)
    return Work(name, plan, publication, figures, rules, commentary, files, own_inputs, told, of_loading)


def without_sources(folder: Path, plan: Plan) -> Iterator[Finding]:
    """A plan whose KPIs have measures needs sources; without them every figure would be called unpublished."""
    measured = any(kpi.measure and kpi.kind != "in-development" for kpi in all_kpis(plan).values())
    path = folder / "sources.yaml"
    data = read(path, folder) if is_there(path) else None
    if measured and data is None:
        says = "there is no such file; write where each source's figures or data lie"
        yield Finding("no-sources", "sources.yaml", says)
    elif measured and isinstance(data, bytes) and (node := parse(data, "sources.yaml")[0]) and node.content is None:
        yield Finding("no-sources", "sources.yaml:1", "it is empty; write where each source's figures or data lie")


def open_figures(folder: Path, document: str | None, measure: str | None = None, noted: Noted = unsaid) -> Figures:
    """Every figure of a plan, for looking at them; the latest known where documents differ."""
    return open_plan_figures(folder, lambda _: None, document, measure, noted)[1]


def open_plan_figures(
    folder: Path,
    first: Callable[[Plan], object],
    document: str | None = None,
    measure: str | None = None,
    noted: Noted = unsaid,
) -> tuple[Plan, Figures]:
    """The plan with its figures. `first` is asked of the plan before any file of its sources is read; it may raise.

    `noted` is told where the store may only be read, and is asked as it is.
    """
    _, plan = sound_plan(folder, None)
    first(plan)
    sources, findings = read_sources(folder)
    data = _taken_in(folder, sources, plan, noted)
    if any(f.severity == "error" for f in (*findings, *data.findings)):
        raise Unsound(folder, (*findings, *data.findings))
    return plan, book(folder, plan, data, sources, document=document, issued=date.max, also=measure)


def load_sources(folder: Path, only: str | None, strict: bool = False, waiting: Waiting = silent) -> LoadedSources:
    """Takes in the files of one source, or of all. With `strict` no row of an extract may be left out."""
    _, plan = sound_plan(folder, None)
    sources, findings = read_sources(folder)
    chosen = _chosen(folder, sources, findings, only)
    data = load_into(folder / STORE, folder, chosen, plan, strict, waiting)
    found = worst_first((*findings, *data.findings))
    if data.refused and data.refused == chosen.keys():
        return LoadedSources(("nothing is loaded; the store has what it had before",), found)
    refused = ", ".join(id for id in chosen if id in data.refused)
    lines = [f"not loaded: {refused}; what the store had of {'it' if len(data.refused) == 1 else 'them'} stays"]
    lines = lines if refused else []
    lines += [counted(len(data.figures), "typed figure")] if data.figures else []
    for name, table in sorted(data.tables.items()):
        months = sorted(table.months)
        span = f"{months[0]:%Y-%m} to {months[-1]:%Y-%m}" if months else "no months"
        gaps = missing_months(table)
        # Where more months are without rows than have any, it is of years or quarters, and lacks nothing.
        lacks = f", {len(gaps)} missing" if 0 < len(gaps) < len(months) else ""
        lines.append(f"table {name}: {span}, {counted(len(months), 'month')}{lacks}")
    for id, one in _left_out(data, sources).items():
        part = percent(Fraction(one.count, one.of))
        left = "breaks a rule and is left out" if one.count == 1 else "break a rule and are left out"
        where = folder / STORE / QUARANTINE / id
        lines.append(f"{one.title}: {one.count:,} of {counted(one.of, 'row')} ({part}) {left}; listed in {where}")
    lines += [f"not here yet, and done without: {command}" for command in commands(lacking(chosen, folder), folder)]
    lines += in_words(data.taken)
    stay = () if findings else staying(read_register(folder / STORE), sources, data.taken)
    return LoadedSources(tuple(lines), tuple(worst_first((*found, *stay))), data.taken)


def _left_out(data: Loaded, sources: Mapping[str, Source]) -> dict[str, LeftRows]:
    """Rows of each source's files in use that are in no table, by its id, in the order of the sources."""
    rows = {}
    for id, source in sources.items():
        own = [one for one in data.left_out if one.source == id]
        if own:
            rows[id] = LeftRows(source.title, source.table, sum(one.count for one in own), sum(one.of for one in own))
    return rows


def sources_of(folder: Path, only: str | None) -> dict[str, Source]:
    """The sources of a plan folder, or one of them. Raises Unsound where sources.yaml has mistakes."""
    if not is_there(folder / "sources.yaml"):
        raise Unusable(f"{folder}/sources.yaml: there is no such file; name a plan folder")
    sources, findings = read_sources(folder)
    if any(finding.severity == "error" for finding in findings):
        raise Unsound(folder, findings)
    return _chosen(folder, sources, findings, only)


def _chosen(folder: Path, sources: dict[str, Source], findings: list[Finding], only: str | None) -> dict[str, Source]:
    """All sources, or one. Where it is not among them it may be one with a mistake, and mistakes are told."""
    if only is not None and only not in sources:
        if any(finding.severity == "error" for finding in findings):
            raise Unsound(folder, findings)
        raise Unusable(f"{folder}/sources.yaml: no source '{only}'; there are: {', '.join(sources) or 'none'}")
    return {only: sources[only]} if only is not None else sources


def read_sources(folder: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The sources of sources.yaml by id, those with mistakes left out and reported."""
    path = folder / "sources.yaml"
    data = read(path, folder) if is_there(path) else ""
    if not isinstance(data, bytes):  # told when the plan's files are read
        return {}, []
    node, findings = parse(data, "sources.yaml")
    if node is None or node.content is None:
        return {}, findings
    if not isinstance(node.content, dict):
        findings.append(Finding("wrong-shape", node.where, "write one source under each id: 'id: {title: …}'"))
        return {}, findings
    built = {id: build(Source, item, findings) for id, item in node.content.items()}
    return {id: source for id, source in built.items() if source is not None}, findings


def book_of(folder: Path, plan: Plan, data: Loaded, sources: Mapping[str, Source], publication: Publication) -> Figures:
    """The book of figures of one publication, as on its day of issue."""
    until = horizon(plan, publication)
    document, issued = publication.document, publication.issued
    kpis = all_kpis(of_area(plan, publication.area)).values()
    return book(folder, plan, data, sources, document=document, issued=issued, until=until, kpis=kpis)


def book(
    folder: Path,
    plan: Plan,
    data: Loaded,
    sources: Mapping[str, Source],
    *,
    document: str | None,
    issued: date,
    also: str | None = None,
    until: Horizon | None = None,
    kpis: Iterable[Kpi] | None = None,
) -> Figures:
    """The book of figures over the typed rows and the tables of the store."""
    computed = computed_of(folder, plan, data, sources, also)
    origin = Origin("plan.yaml", sha256((folder / "plan.yaml").read_bytes()))
    typed = [_typed(row) for row in data.figures]
    return Figures(
        plan,
        typed,
        computed,
        document=document,
        issued=issued,
        plan_origin=origin,
        plan_files=plan_files(folder)[0],
        documents=_documents(data, sources),
        horizon=until,
        kpis=kpis,
        left_out=tuple(_left_out(data, sources).values()),
    )


def computed_of(
    folder: Path, plan: Plan, data: Loaded, sources: Mapping[str, Source], also: str | None = None
) -> Computed | None:
    """The measures of a plan over the tables of the store, and one that is asked for beside; None without tables."""
    if not data.tables:
        return None
    settings = settings_of(plan, folder / STORE)
    return computed_from(plan, with_statuses(data, sources), also, settings=settings, cache=data.cache)


def _documents(data: Loaded, sources: Mapping[str, Source]) -> dict[str, Document]:
    """What sources.yaml says of each document that a typed row names; the source is that of the row's file."""
    of_file = {held.sha256: sources[held.source] for held in data.snapshots if held.source in sources}
    named = {row.document: of_file[row.origin.sha256] for row in data.figures if row.origin.sha256 in of_file}
    return {id: Document(one.title, one.publisher, one.short, one.page) for id, one in named.items()}


def with_statuses(data: Loaded, sources: Mapping[str, Source]) -> dict[str, TableFiles]:
    """The tables, with the months whose rows come from a source that calls them provisional or revised."""
    marked = {}
    for name, table in data.tables.items():
        of_files = {
            held.sha256: sources[held.source].status
            for held in data.snapshots
            if held.source in sources and sources[held.source].table == name
        }
        told = {
            month: next((of_files[o.sha256] for o in origins if of_files.get(o.sha256, "final") != "final"), None)
            for month, origins in table.origins_of.items()
        }
        marked[name] = replace(table, statuses={month: status for month, status in told.items() if status})
    return marked


def load_into(
    store: Path, folder: Path, sources: Mapping[str, Source], plan: Plan, strict: bool = False, told: Waiting = silent
) -> Loaded:
    """Reads the files of these sources into a store. `told` is told the store where another load has it."""
    return load(sources, folder, store, _codes(plan), strict=strict, waiting=told)


def _taken_in(folder: Path, sources: Mapping[str, Source], plan: Plan, noted: Noted = unsaid) -> Loaded:
    return taken_in(sources, folder, folder / STORE, _codes(plan), noted)


def _codes(plan: Plan) -> dict[str, str]:
    """The plan's areas and peers by their ids and their publishers' codes. The force's code is one of its area's."""
    roots = [area.id for area in plan.file.areas.list if area.parent is None]
    codes = {plan.file.force.code: roots[0]} if plan.file.force.code and roots else {}
    known: tuple[Area | Peer, ...] = (*plan.file.areas.list, *plan.file.peers)
    codes |= {place.id: place.id for place in known}
    return codes | {place.code: place.id for place in known if place.code}


def _typed(row: TypedFigure) -> Typed:
    kind, found, since = row.statistic.partition("-from-")
    id = FigureId(
        row.measure,
        row.area,
        row.breakdown,
        row.period,
        kind if found else row.statistic,
        parse_period(since) if found else None,
    )
    return Typed(
        id,
        Quantity(row.value, row.unit),
        row.printed,
        row.qualifier,
        row.status,
        row.as_at,
        row.document,
        row.paragraph,
        row.origin,
        row.published,
    )


def _typed_files(folder: Path, figures: Iterable[TypedFigure]) -> dict[str, bytes]:
    paths = sorted({row.origin.path for row in figures})
    return {path: (folder / path).read_bytes() for path in paths}

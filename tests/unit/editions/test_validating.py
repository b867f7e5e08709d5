"""Everything that is wrong with a plan folder is told at once, with its place, and nothing is kept."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.editions.showing import show
from peelian.editions.validating import validate
from peelian.editions.workfolder import load_sources
from peelian.findings import Finding
from tests.starter_plan import (
    ACCEPTED,
    FIGURES,
    MEASURES,
    PAPER,
    PLAN,
    PRIORITY,
    WORDS,
    accept,
    accept_words,
    add,
    add_parts,
    built,
    change,
    row,
    started,
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


def told(plan: Path) -> list[tuple[str, str]]:
    return [(f.code, f.severity) for f in validate(plan)]


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_sound_plan_has_no_findings_and_stays_as_it_was(plan: Path) -> None:
    before = content(plan)
    assert validate(plan) == ()
    assert content(plan) == before


@pytest.mark.parametrize(
    ("held", "says"),
    [('{"version": 2}', "written by another version of Peelian"), ("{", "the register of the store cannot be read")],
)
def test_a_store_that_no_other_command_can_use_is_a_warning(plan: Path, held: str, says: str) -> None:
    (plan / "store/tables").mkdir(parents=True)
    (plan / "store/tables/slices.json").write_text(held)
    before = content(plan)
    (finding,) = validate(plan)
    assert (finding.code, finding.severity, finding.where) == ("store-unusable", "warning", "store/tables/slices.json")
    assert finding.says.startswith(f"{says}; remove this file alone, then run 'peelian load'")
    assert content(plan) == before


PLACE = "commentary/first-paper/safer-streets.md:"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("{{ recorded-crimes.value }}", "unknown-reference", "write a kpi's id with .value, .baseline"),
        ("{{ recorded-crime.median }}", "unknown-reference", "'{{ recorded-crime.median }}' gives no number"),
        ("{{ recorded-crime/north/ye-2026-03/value }}", "unknown-reference", "the document does not print it"),
        ("{{ burglary/force/ye-2026-03/value }}", "unknown-reference", "no measure 'burglary' is defined"),
        ("{{ recorded-crime/force/soon/value }}", "unknown-reference", "is no figure id"),
        ("{{ confidence.value }}", "unknown-reference", "kpi 'confidence' has no figure yet"),
        ("{{ recorded-crime.target }}", "unknown-reference", "the plan sets no target"),
        (
            "Crime rose by {{ recorded-crime.change }}.",
            "direction-contradicts",
            "'rose' contradicts its figure: recorded-crime went down (improved)",
        ),
        (
            "The {{ answered-in-time.value }} have worsened.",
            "direction-contradicts",
            "'worsened' contradicts its figure: answered-in-time went up (improved)",
        ),
        ("There were 77 more.", "typed-number", "the number '77' is typed by hand"),
        ("See [here](javascript:alert).", "commentary-form", "is not http, https or mailto"),
    ],
)
def test_words_that_do_not_fit_their_figures(plan: Path, words: str, code: str, says: str) -> None:
    add(plan, WORDS, f"\n{words}\n")
    found = validate(plan)
    assert [(f.code, f.severity) for f in found] == [(code, "error")]
    assert says in found[0].says
    assert found[0].where.startswith(PLACE)


def test_a_footnote_without_its_text(plan: Path) -> None:
    add(plan, WORDS, "\nA note.[^lost]\n")
    assert told(plan) == [("unknown-footnote", "error")]


def test_words_for_a_paragraph_that_is_not_there(plan: Path) -> None:
    add(plan, WORDS, "\n# call\nSome words.\n")
    found = validate(plan)
    assert [(f.code, f.where) for f in found] == [("unplaced-words", f"{PLACE}7")]
    assert "no paragraph 'call' in chapter 'safer-streets'" in found[0].says
    assert "there are: calls, confidence, crime" in found[0].says


def test_words_for_a_chapter_that_is_not_there(plan: Path) -> None:
    (plan / WORDS).rename((plan / WORDS).with_name("safe-streets.md"))
    assert [f.where for f in validate(plan)] == ["commentary/first-paper/safe-streets.md:1"]


def test_a_paragraph_with_nothing_to_say(plan: Path) -> None:
    change(plan, PAPER, "      - {id: purpose}", "      - {id: purpose}\n      - {id: forgotten}")
    found = validate(plan)
    assert [f.code for f in found] == ["empty-paragraph"]
    assert "write '# forgotten'" in found[0].says


def test_typed_figures_of_what_the_plan_does_not_have(plan: Path) -> None:
    add(plan, FIGURES, row("burglary", "ye-2026-03", 5))
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 5).replace(",force,", ",west,"))
    found = validate(plan)
    assert [(f.code, f.where, f.severity) for f in found] == [
        ("unknown-measure", f"{FIGURES}:6", "error"),
        ("unknown-area", f"{FIGURES}:7", "error"),
    ]
    assert "measure 'burglary' is not defined; add it to measures/, or mend the name" in found[0].says
    assert "no area 'west' in plan.yaml" in found[1].says


def test_a_mistake_in_each_file_is_told_at_once(plan: Path) -> None:
    change(plan, PLAN, "title: Police and Crime Plan", "titel: Police and Crime Plan")
    change(plan, PRIORITY, "polarity: lower ", "polarty: lower ")
    change(plan, MEASURES, "  definition: Offences", "  definiton: Offences")
    found = validate(plan)
    assert {f.where.partition(":")[0] for f in found} >= {PLAN, PRIORITY, MEASURES}
    assert all(f.where.partition(":")[2].isdigit() for f in found)


def test_mistakes_of_figures_and_of_sources_are_told_together(plan: Path) -> None:
    change(plan, FIGURES, ",9310,count,", ",9310.5,count,")
    add(plan, "sources.yaml", "again: {title: A title}\n")
    assert {f.where for f in validate(plan)} == {"sources.yaml:11", f"{FIGURES}:2"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PRIORITY, "polarity: lower ", "polarty: lower "),
        (PRIORITY, "measure: recorded-crime", "measure: recorded"),
        (MEASURES, "  definition: Offences", "  definiton: Offences"),
        (MEASURES, "- id: answered-in-time", "x: ["),
        (PLAN, "terms:", "trems:"),
        (PLAN, "name: North,", "name: [North],"),
    ],
)
def test_mistakes_of_the_plan_and_of_its_figures_are_told_together(plan: Path, file: str, old: str, new: str) -> None:
    change(plan, FIGURES, ",9310,count,", ",9310.5,count,")
    change(plan, file, old, new)
    places = {f.where.partition(":")[0] for f in validate(plan)}
    assert places == {file, FIGURES} if new != "name: [North]," else {file}


def test_a_mistake_in_plan_yaml_hides_no_other(plan: Path) -> None:
    change(plan, PLAN, "terms:", "trems:")
    change(plan, PRIORITY, "measure: recorded-crime", "measure: recorded")
    add(plan, PAPER, "lists: [lost]\n")
    assert [(f.code, f.where.partition(":")[0]) for f in validate(plan)] == [
        ("unknown-field", PLAN),
        ("unknown-measure", PRIORITY),
        ("bad-publication", PAPER),
    ]


def test_a_yaml_file_that_cannot_be_read(plan: Path) -> None:
    change(plan, PRIORITY, "commitments:", "commitments: [")
    found = validate(plan)
    assert {f.where.partition(":")[0] for f in found} == {PRIORITY}
    assert {f.severity for f in found} == {"error"}


def test_parts_that_do_not_sum_are_a_warning_until_the_build_decides(plan: Path) -> None:
    ids = add_parts(plan)
    assert told(plan) == [("parts-do-not-sum", "warning")]
    accept(plan, "parts-do-not-sum", ids, "known")
    assert told(plan) == [("parts-do-not-sum", "note")]


def test_an_accepted_finding_of_other_figures_is_not_accepted(plan: Path) -> None:
    ids = add_parts(plan)
    accept(plan, "parts-do-not-sum", ids[:2], "known")
    assert told(plan) == [("accepted-for-nothing", "warning"), ("parts-do-not-sum", "warning")]


def test_each_publication_is_tried_and_the_same_finding_told_once(plan: Path) -> None:
    (plan / "publications/second-paper.yaml").write_bytes((plan / PAPER).read_bytes())
    change(plan, "publications/second-paper.yaml", "cover:", "commentary: first-paper\ncover:")
    add(plan, WORDS, "\nThere were 77 more.\n")
    assert told(plan) == [("typed-number", "error")]


@pytest.mark.parametrize(
    "say",
    [
        "{form: contrast, kpis: [recorded-crime]}",
        "{form: ranked-areas, level: district}",
        "{form: moved-areas, level: district}",
    ],
)
def test_a_sentence_form_with_too_few_kpis_is_told(plan: Path, say: str) -> None:
    change(plan, PAPER, "say: [{kpis: [recorded-crime]}]", f"say: [{say}]")
    found = validate(plan)
    assert [(f.where.partition(":")[0], f.severity) for f in found] == [(PAPER, "error")]


BAD_PERIOD: dict[str, Callable[[Path], None]] = {
    "periods": lambda plan: add(plan, PAPER, "periods: {recorded-crime: soon}\n"),
    "baselines": lambda plan: add(plan, PAPER, "baselines: {recorded-crime: soon}\n"),
}


@pytest.mark.parametrize("field", BAD_PERIOD)
def test_a_bad_period_of_a_publication_is_told_with_its_place(plan: Path, field: str) -> None:
    BAD_PERIOD[field](plan)
    assert [f.where.partition(":")[0] for f in validate(plan)] == [PAPER]


@pytest.mark.parametrize("field", ["periods", "baselines"])
def test_a_period_for_a_kpi_that_is_not_there_is_told(plan: Path, field: str) -> None:
    add(plan, PAPER, f"{field}: {{recorded-crimes: ye-2025-03}}\n")
    assert [f.where.partition(":")[0] for f in validate(plan)] == [PAPER]


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ('9310,count,"9,310"', '9310,days,"9,310"', "typed-unit", "is typed in days; its unit is count"),
        ('9310,count,"9,310"', '-9310,count,"-9,310"', "typed-impossible", "whole numbers from 0"),
    ],
)
def test_a_typed_figure_its_measure_cannot_have(plan: Path, old: str, new: str, code: str, says: str) -> None:
    change(plan, FIGURES, old, new)
    found = [f for f in validate(plan) if f.code == code]
    assert [f.where for f in found] == [f"{FIGURES}:2"]
    assert says in found[0].says


def test_the_same_figure_of_a_document_in_two_files(plan: Path) -> None:
    head = (plan / FIGURES).read_text(encoding="utf-8").splitlines(keepends=True)[:2]
    (plan / "figures/again.csv").write_text("".join(head), encoding="utf-8", newline="\n")
    change(plan, "sources.yaml", FIGURES, "figures/*.csv")
    assert ("source-figure-twice", "error") in told(plan)


def test_mistakes_of_figures_do_not_hide_those_of_words(plan: Path) -> None:
    change(plan, FIGURES, ",9310,count,", ",9310.5,count,")
    add(plan, WORDS, "\n# call\nSee [here](javascript:alert).\n")
    assert {f.where.partition(":")[0] for f in validate(plan)} == {FIGURES, "commentary/first-paper/safer-streets.md"}


# --- what words alone show, whatever else is wrong ---

WRONG = {
    "a kpi that is not": "{{ recorded-crimes.value }}",
    "an attribute that is not": "{{ recorded-crime.median }}",
    "a kpi in development": "{{ confidence.value }}",
    "no figure id": "{{ recorded-crime/force/soon/value }}",
    "a measure that is not": "{{ burglary/force/ye-2026-03/value }}",
    "an area that is not": "{{ recorded-crime/nowhere/ye-2026-03/value }}",
    "a brace left over": "{{ recorded-crime.value",
}
SAYS = {
    "a kpi that is not": "no kpi 'recorded-crimes' in the plan (did you mean 'recorded-crime'?)",
    "an attribute that is not": "write a kpi's id with .value",
    "a kpi in development": "kpi 'confidence' has no figure yet",
    "no figure id": "is no figure id",
    "a measure that is not": "no measure 'burglary' is defined",
    "an area that is not": "no area 'nowhere' in plan.yaml",
    "a brace left over": "'{{' is left over",
}
ELSEWHERE: dict[str, Callable[[Path], None]] = {
    "nothing else": lambda plan: None,
    "a typed figure": lambda plan: change(plan, FIGURES, ",9310,count,", ",9310.5,count,"),
    "a figures file that is none": lambda plan: (plan / FIGURES).write_text("a,b\n1,2\n"),
    "a source": lambda plan: add(plan, "sources.yaml", "again: {title: A title}\n"),
    "sources.yaml is not YAML": lambda plan: add(plan, "sources.yaml", "again: [\n"),
    "another kpi": lambda plan: change(plan, PRIORITY, "    target: {unit", "    targt: {unit"),
    "the kpi of the words": lambda plan: change(plan, PRIORITY, "measure: recorded-crime", "mesure: recorded-crime"),
    "a measure": lambda plan: change(plan, MEASURES, "  definition: Offences", "  definiton: Offences"),
    "plan.yaml": lambda plan: change(plan, PLAN, "title: Police", "titel: Police"),
    "an area": lambda plan: change(plan, PLAN, "name: North,", "nam: North,"),
    "the publication": lambda plan: change(plan, PAPER, "period: ye-2026-03", "period: soon"),
    "the publication is not YAML": lambda plan: add(plan, PAPER, "x: [\n"),
}


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_references_to_nothing_are_told_whatever_else_is_wrong(plan: Path, elsewhere: str) -> None:
    for words in WRONG.values():
        add(plan, WORDS, f"\n{words}\n")
    ELSEWHERE[elsewhere](plan)
    found = [f for f in validate(plan) if f.code == "unknown-reference"]
    assert [f.where for f in found] == [f"{PLACE}{line}" for line in range(7, 20, 2)]
    assert [says for f, says in zip(found, SAYS.values(), strict=True) if says not in f.says] == []


UNREADABLE = {
    PRIORITY: {"a kpi that is not", "a kpi in development"},
    MEASURES: {"a measure that is not"},
    PLAN: {"an area that is not"},
}


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("file", UNREADABLE)
def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_called_missing(plan: Path, file: str, twice: bool) -> None:
    for words in WRONG.values():
        add(plan, WORDS, f"\n{words}\n")
    field = {PRIORITY: "kpis", MEASURES: "id", PLAN: "areas"}[file]
    lines = (plan / file).read_text(encoding="utf-8").replace("- id: recorded", "- id: other\n  id: recorded")
    again = f"\n{field}: []\n" if file != MEASURES else ""
    (plan / file).write_text(lines + again if twice else lines + "\nx: [\n", encoding="utf-8", newline="\n")
    told = "".join(f.says for f in validate(plan) if f.code == "unknown-reference")
    assert {what for what, says in SAYS.items() if says not in told} == UNREADABLE[file]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_words_without_a_place_are_told_whatever_else_is_wrong(plan: Path, elsewhere: str) -> None:
    add(plan, WORDS, "\n# call\nWords.\n")
    (plan / WORDS).with_name("safe-streets.md").write_text("# crime\nWords.\n")
    ELSEWHERE[elsewhere](plan)
    places = [f.where for f in validate(plan) if f.code == "unplaced-words"]
    unknown = elsewhere == "the publication is not YAML"
    assert places == ([] if unknown else ["commentary/first-paper/safe-streets.md:1", f"{PLACE}7"])


def test_words_of_other_editions_are_checked_too_and_said_to_be_theirs(plan: Path) -> None:
    other = plan / "commentary" / "first-papr" / "safer-streets.md"
    other.parent.mkdir()
    other.write_text("# crime\n{{ nothing.value }}\n\n> quoted\n", encoding="utf-8", newline="\n")
    assert [(f.code, f.where, f.severity) for f in validate(plan)] == [
        ("unknown-reference", "commentary/first-papr/safer-streets.md:2", "error"),
        ("commentary-form", "commentary/first-papr/safer-streets.md:4", "error"),
        ("words-of-an-edition", "commentary/first-papr", "note"),
    ]


def test_a_commentary_folder_that_is_not_there_is_told(plan: Path) -> None:
    change(plan, PAPER, "document:", "commentary: first-papr\ndocument:")
    (found,) = [f for f in validate(plan) if f.severity == "error"]
    assert (found.code, found.where.partition(":")[0]) == ("not-composed", PAPER)
    assert "commentary/first-papr: there is no such folder; did you mean 'first-paper'?" in found.says


def test_words_that_are_not_utf_8_are_told_with_their_line_beside_the_others(plan: Path) -> None:
    add(plan, WORDS, "\n> quoted\n")
    (plan / WORDS).with_name("introduction.md").write_bytes(b"# purpose\ncaf\xe9\n")
    assert [(f.code, f.where) for f in validate(plan)] == [
        ("commentary-form", "commentary/first-paper/introduction.md:2"),
        ("commentary-form", f"{PLACE}7"),
    ]


# --- what would not be there ---


def test_a_kpi_without_a_figure_is_told_with_the_reason(plan: Path) -> None:
    change(plan, PAPER, "period: ye-2026-03", "period: ye-2026-02")
    found = [f for f in validate(plan) if f.code == "no-figure"]
    assert [(f.where.partition(":")[0], f.severity) for f in found] == [(PRIORITY, "note")] * 2
    why = "kpi 'recorded-crime' has no figure for ye-2026-02: the document does not print it"
    assert found[0].says == f"publications/first-paper.yaml: {why}"


def test_a_kpi_without_a_figure_for_its_baseline_is_told(plan: Path) -> None:
    change(plan, PRIORITY, "{period: ye-2025-03}\n    commitment", "{period: ye-2015-03}\n    commitment")
    (found,) = [f for f in validate(plan) if f.severity != "error"]
    assert (found.code, found.severity) == ("no-figure", "note")
    assert "kpi 'recorded-crime' has no figure for its baseline ye-2015-03: the document" in found.says


FIRES = """
fires:
  title: Fires
  publisher: The fire service
  origin: sent by post
  licence: MIT
  published: 2026-05-01
  received: 2026-05-01
  format: tidy
  files: [fires.csv]
  table: fires
  columns: {month: {from: Month, as: month}, type: {from: Type, as: text}}
"""


def add_fires(plan: Path, table: str = "fires", type: str = "car") -> None:
    """A measure counted from a table of fires."""
    add(plan, "sources.yaml", FIRES)
    (plan / "fires.csv").write_text("Month,Type\n2026-01,car\n2026-02,car\n", encoding="utf-8")
    measure = "- {id: fires, title: Fires, kind: count, unit: count, definition: Fires., words: {subject: fires},\n"
    add(plan, MEASURES, f"{measure}   compute: {{table: {table}, where: {{type: {type}}}}}}}\n")


def test_a_value_that_no_row_has_is_told(plan: Path) -> None:
    add_fires(plan, type="[car, cars]")
    (found,) = validate(plan)
    assert (found.code, found.severity, found.where.partition(":")[0]) == ("no-such-value", "warning", MEASURES)
    assert found.says == "measure 'fires': no row has 'cars' in 'type'; mend the value, or take it out"


def test_a_value_that_no_row_has_is_told_once_in_a_plan_with_no_or_many_papers(plan: Path) -> None:
    add_fires(plan, type="lorry")
    says = "measure 'fires': no row has 'lorry' in 'type'; mend the value, or take it out; there are: car"
    (found,) = validate(plan)
    assert (found.code, found.says) == ("no-such-value", says)
    (plan / "publications/second.yaml").write_bytes((plan / PAPER).read_bytes())
    assert [f.says for f in validate(plan) if f.code == "no-such-value"] == [says]
    shutil.rmtree(plan / "publications")
    shutil.rmtree(plan / "commentary", ignore_errors=True)
    assert [f.says for f in validate(plan) if f.code == "no-such-value"] == [says]


def test_who_asks_for_a_measure_and_who_builds_with_it_are_told_too(plan: Path) -> None:
    add_fires(plan, type="CARS")
    year = [f"{'2025' if month > 3 else '2026'}-{month:02},car\n" for month in range(1, 13)]
    (plan / "fires.csv").write_text("".join(["Month,Type\n", *year]), encoding="utf-8")
    says = "measure 'fires': no row has 'CARS' in 'type'; did you mean 'car'?"
    noted: list[Finding] = []
    shown = show(plan, "fires", area=None, period="2026-01", breakdown="", document=None, noted=noted.append)
    assert shown.answer["figures"][0]["value"] == "0"
    assert [f.says for f in noted] == [says]
    add(plan, PRIORITY, "  - {id: fires, title: Fires, kind: monitor, polarity: neither, measure: fires}\n")
    change(plan, PAPER, "{form: baseline-rule}", "{form: baseline-rule}, {form: level, kpis: [fires]}")
    edition = built(plan)
    assert [f.says for f in edition.findings if f.code == "no-such-value"] == [says]
    assert says not in str(json.loads(edition.files["manifest.json"])["findings"])


@pytest.mark.parametrize(("kind", "told"), [("asb-nuisance", 0), ("nuisance", 3)])
def test_codes_of_a_shared_definition_are_told_where_no_row_has_any(plan: Path, kind: str, told: int) -> None:
    """That one of three kinds never happened is no slip; that none did may be."""
    add(plan, "sources.yaml", FIRES.replace("fires:", "incidents:").replace("table: fires", "table: incidents"))
    change(plan, "sources.yaml", "type: {from: Type, as: text}", "kind: {from: Kind, as: text}")
    (plan / "fires.csv").write_text(f"Month,Kind\n2026-01,{kind}\n", encoding="utf-8")
    add(plan, PRIORITY, "  - {id: asb, title: ASB, kind: monitor, polarity: lower, measure: extract-asb}\n")
    found = [f for f in validate(plan) if f.code == "no-such-value"]
    assert [f.says for f in found] == [
        f"measure 'extract-asb': no row has '{value}' in 'kind'; {instead}"
        for value, instead in (
            ("asb-environmental", "mend the value, or take it out; there are: nuisance"),
            ("asb-nuisance", "did you mean 'nuisance'?"),
            ("asb-personal", "mend the value, or take it out; there are: nuisance"),
        )[:told]
    ]


def test_stored_rows_that_have_changed_are_told_whatever_their_time(plan: Path) -> None:
    add_fires(plan, type="[car]")
    load_sources(plan, None)
    assert [f.code for f in validate(plan)] == []
    stored, *_ = sorted((plan / "store/tables").rglob("*.parquet"))
    about, data = stored.stat(), bytearray(stored.read_bytes())
    data[len(data) // 2] ^= 1
    stored.write_bytes(data)
    os.utime(stored, ns=(about.st_atime_ns, about.st_mtime_ns))
    (found,) = validate(plan)
    assert (found.code, found.severity) == ("store-changed", "warning")
    assert found.where == stored.relative_to(plan).as_posix()
    assert "remove it, then run 'peelian load'" in found.says


def test_a_table_that_no_source_fills_is_told(plan: Path) -> None:
    add_fires(plan, table="fire")
    (found,) = validate(plan)
    assert (found.code, found.severity, found.where.partition(":")[0]) == ("no-such-table", "warning", MEASURES)
    assert "no source of sources.yaml fills the table 'fire'; did you mean 'fires'?" in found.says


def test_a_sound_measure_of_a_table_has_no_finding(plan: Path) -> None:
    add_fires(plan)
    assert validate(plan) == ()


def test_an_empty_file_of_sources_is_told_in_its_place(plan: Path) -> None:
    (plan / "sources.yaml").write_text("# none yet\n", encoding="utf-8")
    assert [(f.code, f.where) for f in validate(plan)] == [("no-sources", "sources.yaml:1")]


NOT_READ: dict[str, tuple[str, str]] = {
    "another end": ("first-paper/introduction.txt", "commentary/first-paper/introduction.txt:1"),
    "in no folder": ("introduction.md", "commentary/introduction.md:1"),
    "too deep": ("first-paper/old/introduction.md", "commentary/first-paper/old"),
}


@pytest.mark.parametrize("mistake", NOT_READ)
def test_words_in_a_place_that_is_not_read_are_told(plan: Path, mistake: str) -> None:
    path, where = NOT_READ[mistake]
    place = plan / "commentary" / path
    place.parent.mkdir(exist_ok=True)
    (plan / "commentary/first-paper/introduction.md").rename(place)
    assert [(f.code, f.where, f.severity) for f in validate(plan)] == [
        ("empty-paragraph", "commentary/first-paper/introduction.md", "error"),
        ("not-read", where, "warning"),
    ]


def test_words_that_are_no_file_are_told_and_hide_no_others(plan: Path) -> None:
    (plan / "commentary/first-paper/safer-streets.md").unlink()
    (plan / "commentary/first-paper/safer-streets.md").mkdir()
    add(plan, "commentary/first-paper/introduction.md", "\n> quoted\n")
    assert [(f.code, f.where) for f in validate(plan)] == [
        ("commentary-form", "commentary/first-paper/introduction.md:4"),
        ("unreadable-file", f"{PLACE}1"),
    ]


def test_a_document_that_nothing_is_typed_from(plan: Path) -> None:
    change(plan, PAPER, "document: annual-report", "document: anual-report")
    (found,) = [f for f in validate(plan) if f.code == "unknown-document"]
    assert "did you mean 'annual-report'?" in found.says


CLUB = "\nThe club is 77 years old.\n"
AT = "commentary/first-paper/safer-streets.md#calls"
FIRST = f"{ACCEPTED}:11"  # the line after the starter's comments


def test_a_number_that_is_accepted_is_a_note_and_told_where_it_stands(plan: Path) -> None:
    add(plan, WORDS, CLUB)
    accept_words(plan, "typed-number", AT, "77", "the age of the club")
    assert told(plan) == [("typed-number", "note")]


def test_a_number_in_a_title_is_told_before_a_build_meets_it(plan: Path) -> None:
    change(plan, PRIORITY, "title: Confidence in the police", "title: Confidence of 70% of people")
    (found,) = validate(plan)
    assert (found.code, found.place, found.words) == ("untied-number", "2.3", "70%")


FOR_NOTHING: dict[str, tuple[str, Callable[[Path], None]]] = {
    "figures": (
        "recorded-crime/force/ye-2026-03/value",
        lambda plan: accept(plan, "parts-do-not-sum", ("recorded-crime/force/ye-2026-03/value",), "known"),
    ),
    "a code that is not": ("typed-numbers of 77", lambda plan: accept_words(plan, "typed-numbers", AT, "77", "known")),
    "a number that is gone": ("typed-number of 77", lambda plan: accept_words(plan, "typed-number", AT, "77", "known")),
    "a file that is not": (
        "typed-number of 77",
        lambda plan: accept_words(plan, "typed-number", AT.replace("safer", "safest"), "77", "known"),
    ),
}


@pytest.mark.parametrize("mistake", FOR_NOTHING)
def test_an_accepted_finding_that_is_not_there_is_told(plan: Path, mistake: str) -> None:
    says, do = FOR_NOTHING[mistake]
    do(plan)
    (found,) = validate(plan)
    assert (found.code, found.severity) == ("accepted-for-nothing", "warning")
    assert found.where == FIRST
    assert says in found.says


def test_what_is_accepted_for_words_of_another_edition_is_left(plan: Path) -> None:
    other = plan / "commentary" / "2027-01" / "safer-streets.md"
    other.parent.mkdir()
    other.write_text(f"# calls\n{CLUB}", encoding="utf-8", newline="\n")
    accept_words(plan, "typed-number", AT.replace("first-paper", "2027-01"), "77", "the age of the club")
    assert [f for f in validate(plan) if f.code == "accepted-for-nothing"] == []


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("code: typed-number, figures: [a/b/2026-03/value]", "quotes words: it is accepted by 'place' and 'words'"),
        ("code: typed-number, place: 'a.md#b'", "'place' and 'words' stand together"),
        ("code: parts-do-not-sum, words: '77'", "'place' and 'words' stand together"),
        ("code: parts-do-not-sum", "name its 'figures', or the 'place' and the 'words'"),
        (
            "code: parts-do-not-sum, figures: [a/b/2026-03/value], place: 'a.md#b', words: '7'",
            "name its 'figures', or the 'place' and the 'words'",
        ),
    ],
)
def test_an_acceptance_that_could_never_hold_says_why(plan: Path, entry: str, says: str) -> None:
    add(plan, ACCEPTED, f"- {{{entry}, reason: known, date: 2026-05-18}}\n")
    found = [f for f in validate(plan) if f.severity == "error"]
    assert [(f.code, f.where) for f in found] == [("bad-acceptance", FIRST)]
    assert says in found[0].says


def test_an_acceptance_stands_once_and_has_a_reason(plan: Path) -> None:
    add(plan, WORDS, CLUB)
    accept_words(plan, "typed-number", AT, "77", "the age of the club")
    accept_words(plan, "typed-number", AT, "77", "the same again")
    accept_words(plan, "typed-number", AT, "78", "' '")
    assert [f.says for f in validate(plan) if f.where.startswith(ACCEPTED)] == [
        f"this is accepted at {FIRST} already; take one out",
        "'reason' is empty; write it",
    ]


def test_a_shared_definition_names_more_values_than_a_file_need_hold(plan: Path) -> None:
    """Two of a publisher's six outcomes are nothing to mend; a column without any of them is."""
    add(plan, "sources.yaml", FIRES.replace("fires:", "outcomes:").replace("table: fires", "table: outcomes"))
    columns = "columns: {month: {from: Month, as: month}, outcome_type: {from: Type, as: text}}"
    text = (plan / "sources.yaml").read_text(encoding="utf-8")
    (plan / "sources.yaml").write_text(
        text.replace("columns: {month: {from: Month, as: month}, type: {from: Type, as: text}}", columns), "utf-8"
    )
    add(plan, "plan.yaml", "\nanswers: {crime: police-uk-positive-outcomes}\n")
    for held, missing in (("Suspect charged", 0), ("A slip", 6)):
        (plan / "fires.csv").write_text(f"Month,Type\n2026-01,{held}\n", encoding="utf-8")
        found = [one for one in validate(plan) if one.code == "no-such-value"]
        assert len(found) == missing
        assert {one.where for one in found} <= {"definitions"}

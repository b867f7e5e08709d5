"""Numbered paragraphs: composed sentences, then the author's words; footnotes numbered through the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peelian.plan.model import Plan
from peelian.plan.publication import Chapter, KpiTable, ParagraphSpec, Say
from peelian.publications.blocks import Bullets, Footnote, NoteRef, Paragraph, Table, flatten, plain
from peelian.publications.board_paper import compose
from peelian.publications.commentary import Commentary, read_markdown
from peelian.publications.paragraphs import Composed
from tests import small_plan
from tests.small_plan import kpi, measure, typed

ONE = ParagraphSpec("one", (Say(("fires",)),))
TWO = ParagraphSpec("two")
ROWS = (typed("fires/all/ye-2026-03/value", 900), typed("fires/all/ye-2024-03/value", 1000))
PLAN = small_plan.plan([kpi("fires")], [measure("fires", noun="fires", one="fire")])
SENTENCE = (
    "In the year ending March 2026, 900 fires were recorded, a 10.0% reduction compared with the baseline figure of"
    " 1,000 in the year ending March 2024."
)


def paper(words: str, *paragraphs: ParagraphSpec, plan: Plan = PLAN, name: str = "here") -> Composed:
    chapter = Chapter("here", paragraphs or (ONE, TWO), title="A chapter")
    publication = small_plan.publication(chapters=(chapter,))
    commentary: dict[str, Commentary] = {name: read_markdown(words, f"p/{name}.md")}
    return compose(plan, publication, small_plan.book(plan, ROWS), commentary)


def numbered(done: Composed) -> dict[str, str]:
    return {b.number: plain(b.inlines) for b in done.document.blocks if isinstance(b, Paragraph) and b.number}


def test_sentences_come_first_and_the_authors_words_after_them() -> None:
    done = paper("# one\nMore patrols were made.\n\nAnd more.\n\n# two\nWords alone.\n")
    assert numbered(done) == {"1.1": f"{SENTENCE} More patrols were made. And more.", "1.2": "Words alone."}
    assert done.findings == ()


def test_each_paragraph_names_its_period_again() -> None:
    done = paper("# one\nWords.\n", ONE, ParagraphSpec("again", (Say(("fires",)), Say(("fires",)))))
    assert numbered(done)["1.1"] == f"{SENTENCE} Words."
    assert numbered(done)["1.2"] == f"{SENTENCE} There were 900 fires recorded{SENTENCE.split('recorded')[1]}"


def test_a_paper_that_the_body_did_not_issue_names_who_did() -> None:
    assert paper("# one\nW.\n\n# two\nW.\n").document.publisher == "The body"
    theirs = replace(PLAN, file=replace(PLAN.file, publisher="Somebody else"))
    assert paper("# one\nW.\n\n# two\nW.\n", plan=theirs).document.publisher == "Somebody else"


def test_bullets_stand_below_their_paragraph() -> None:
    done = paper("# one\n\n- the first, {{ fires.value }}\n- the second\n\n# two\nWords.\n")
    bullets = next(b for b in done.document.blocks if isinstance(b, Bullets))
    assert [plain(item) for item in bullets.items] == ["the first, 900", "the second"]


def test_a_paragraph_with_nothing_is_a_finding() -> None:
    done = paper("# one\nWords.\n")
    assert [(f.code, f.where) for f in done.findings] == [("empty-paragraph", "p/here.md")]


def test_words_without_a_place_are_findings() -> None:
    found = paper("# one\nWords.\n\n# two\nWords.\n\n# three\nLost.\n").findings
    assert [(f.code, f.where) for f in found] == [("unplaced-words", "p/here.md:7")]
    stray = paper("# one\nWords.\n", ONE, name="there").findings
    assert [(f.code, f.where) for f in stray] == [("unplaced-words", "p/there.md:1")]


def test_a_table_has_the_running_label_or_its_own() -> None:
    own = ParagraphSpec("two", table=KpiTable(("fires",), "Own", label="Appendix table"))
    done = paper("# two\nWords.\n", ParagraphSpec("one", ONE.say, KpiTable(("fires",), "First")), own)
    tables = [b for b in done.document.blocks if isinstance(b, Table) and b.label]
    assert [(t.label, t.id, t.caption) for t in tables] == [
        ("Table 1", "table-1", "First"),
        ("Appendix table", "appendix-table", "Own"),
    ]


# --- footnotes ---


def references(done: Composed) -> list[str]:
    """The notes that the blocks refer to, in reading order."""
    runs = [b.inlines for b in done.document.blocks if isinstance(b, Paragraph)]
    runs += [item for b in done.document.blocks if isinstance(b, Bullets) for item in b.items]
    return [leaf.note for run in runs for leaf in flatten(run) if isinstance(leaf, NoteRef)]


def test_footnotes_are_numbered_through_the_paper() -> None:
    done = paper("# one\nA.[^b] B.[^a]\n\n# two\nC.[^b]\n\n[^a]: Of {{ fires.value }}.\n[^b]: Other.\n")
    assert references(done) == ["1", "2", "3"]
    assert [(n.id, plain(n.inlines)) for n in done.document.footnotes] == [
        ("1", "Other."),
        ("2", "Of 900."),
        ("3", "Other."),
    ]


def test_a_number_in_a_footnote_is_looked_at_too() -> None:
    found = paper("# one\nA.[^a]\n\n# two\nB.\n\n[^a]: There were 77.\n").findings
    assert [(f.code, f.where) for f in found] == [("typed-number", "p/here.md:7")]


@pytest.mark.parametrize(
    "words", ["- a bullet[^a]\n- another", "*leaning[^a]*", "**strong[^a]**", "[a *link*[^a]](https://example.org/)"]
)
def test_a_note_is_known_wherever_it_stands(words: str) -> None:
    done = paper(f"# one\n{words}\n\n# two\nB.\n\n[^a]: The note.\n")
    assert references(done) == ["1"]
    assert done.document.footnotes == (Footnote("1", done.document.footnotes[0].inlines),)
    assert plain(done.document.footnotes[0].inlines) == "The note."


def test_every_reference_has_its_note() -> None:
    done = paper("# one\nA.[^a]\n\n# two\nB.[^a]\n\n[^a]: The note.\n")
    assert set(references(done)) == {note.id for note in done.document.footnotes}


# --- what every publication of a plan carries ---


def test_the_document_carries_the_notices_of_the_plan() -> None:
    plan = small_plan.plan([kpi("fires")], notices=("Made up.",), simulated=True)
    done = paper("# one\nA.\n\n# two\nB.\n", plan=plan)
    assert done.document.notices == (
        "Made up.",
        "Simulated data: the force, its figures and its areas are made up.",
    )
    assert (done.document.publisher, done.document.subject) == ("The body", "A plan")


def test_every_printed_figure_stands_in_the_document() -> None:
    """What the manifest will call printed is what a reader can see."""
    from peelian.publications.blocks import Number, inlines_of

    done = paper("# one\nIt was {{ fires.baseline }} before.\n\n# two\nB.\n", ONE, TWO)
    seen = {leaf.figure for _, run in inlines_of(done.document) for leaf in flatten(run) if isinstance(leaf, Number)}
    assert set(done.cited.printed) <= seen

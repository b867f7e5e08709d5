"""Author's words with figures by reference: what becomes a number, and what becomes a finding with its place."""

from __future__ import annotations

import pytest

from peelian.plan.model import Target
from peelian.publications.blocks import Link, NoteRef, Number, Strong, flatten, plain
from peelian.publications.commentary import read_markdown
from peelian.publications.directions import contradictions
from peelian.publications.sentences.desk import Desk
from peelian.publications.typed_numbers import typed_numbers
from peelian.publications.weaving import weave
from tests import small_plan
from tests.small_plan import kpi, typed


@pytest.fixture
def desk() -> Desk:
    """Offences fell from 1,000 to 900; thefts rose from 400 to 500; confidence is in development."""
    kpis = (
        kpi("offences", kind="number", target=Target("count", at_most="850")),
        kpi("thefts"),
        kpi("confidence", "higher", kind="in-development", awaits="a survey"),
    )
    rows = (
        typed("offences/all/ye-2026-03/value", 900),
        typed("offences/all/ye-2024-03/value", 1000),
        typed("thefts/all/ye-2026-03/value", 500),
        typed("thefts/all/ye-2024-03/value", 400),
    )
    return small_plan.desk(small_plan.plan(kpis, terms=("999", "Fatal 4")), rows)


def woven(desk: Desk, text: str, beside: tuple[str, ...] = ()) -> str:
    words = read_markdown(f"# here\n{text}\n", "a.md").paragraphs["here"]
    return plain(weave(desk, words.runs[0], "a.md:2", beside))


def test_references_become_numbers(desk: Desk) -> None:
    text = (
        "{{ offences.value }} against {{ offences.baseline }} is a {{ offences.direction }} of {{ offences.change }} in"
        " {{ offences.period }}; the target is {{ offences.target }}, {{ thefts/all/ye-2024-03/value }} were thefts."
    )
    assert woven(desk, text) == (
        "900 against 1,000 is a reduction of 10.0% in the year ending March 2026; the target is 850, 400 were thefts."
    )
    assert desk.findings == []
    assert "offences/all/ye-2026-03/change-percent-from-ye-2024-03" in desk.cited.figures


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ offence.value }}", "write a kpi's id with .value, .baseline"),
        ("{{ offences.rate }}", "write a kpi's id with .value"),
        ("{{ confidence.value }}", "kpi 'confidence' has no figure yet"),
        ("{{ thefts.target }}", "the plan sets no target"),
        ("{{ offences/all/ye-2025-03/value }}", "the document does not print it"),
        ("{{ offences/all/soon/value }}", "is no figure id"),
    ],
)
def test_a_reference_to_nothing_is_a_finding(desk: Desk, text: str, words: str) -> None:
    woven(desk, text)
    assert [f.code for f in desk.findings] == ["unknown-reference"]
    assert desk.findings[0].where == "a.md:2"
    assert words in desk.findings[0].says


def test_a_typed_number_of_the_paragraphs_own_figure_is_tied_to_it(desk: Desk) -> None:
    words = read_markdown("# here\nThe force counted 900, or 10.0% fewer.\n", "a.md").paragraphs["here"]
    run = weave(desk, words.runs[0], "a.md:2", ("offences",))
    assert [leaf.figure for leaf in flatten(run) if isinstance(leaf, Number)] == [
        "offences/all/ye-2026-03/value",
        "offences/all/ye-2026-03/change-percent-from-ye-2024-03",
    ]
    assert desk.findings == []


@pytest.mark.parametrize("text", ["There were 901 of them.", "A fall of 12%.", "It cost £3 a head.", "**77** in all."])
def test_a_typed_number_that_is_nobodys_is_a_finding(desk: Desk, text: str) -> None:
    woven(desk, text, ("offences",))
    assert [(f.code, f.where) for f in desk.findings] == [("typed-number", "a.md:2")]


@pytest.mark.parametrize(
    "text",
    [
        "On 31 March 2026, and in 2025/26, as in the plan of 2025-2029.",
        "See paragraph 2.6, Table 1, Figure 12 and Appendix 3; chapters 2 to 10; Q1.",
        "The Fatal 4 and 999 are names. By May 2028 it ends.",
    ],
)
def test_dates_references_and_terms_are_no_measured_numbers(desk: Desk, text: str) -> None:
    assert [text[a:b] for a, b in typed_numbers(text, desk.plan.file.terms)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9990 calls", ["9990"]),
        ("in 2025.5 units", ["2025.5"]),
        ("-4.2pp and £1,200", ["-4.2pp", "£1,200"]),
        ("12 of them in March 2026", ["12"]),
    ],
)
def test_a_name_inside_a_number_hides_nothing(desk: Desk, text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in typed_numbers(text, desk.plan.file.terms)] == found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Offences rose by {{ offences.change }}.", ["rose"]),
        ("Offences fell by {{ offences.change }}.", []),
        ("Offences did not rise by {{ offences.change }}.", []),
        ("Offences fell by {{ offences.change }}, while thefts fell by {{ thefts.change }}.", ["fell"]),
        ("Offences worsened to {{ offences.value }}.", ["worsened"]),
        ("An improvement to {{ thefts.value }} thefts.", ["improvement"]),
        ("Thefts increased. Offences are {{ offences.value }}.", []),
        ("Offences ({{ offences.change }}) and thefts ({{ thefts.change }}) rose and fell.", []),
    ],
)
def test_a_direction_word_against_its_figure(desk: Desk, text: str, wrong: list[str]) -> None:
    said = list(contradictions(text, desk.kpis, desk.assessment))
    assert [message.split("'")[1] for _, _, message in said] == wrong


def test_a_contradiction_is_a_finding_of_the_build(desk: Desk) -> None:
    woven(desk, "Offences rose by {{ offences.change }}.")
    assert [(f.code, f.severity) for f in desk.findings] == [("direction-contradicts", "error")]


def test_markdown_is_read_as_words_links_and_notes() -> None:
    text = "# one\nSee **this** and [that](https://example.org/a).[^n]\n\n- first\n- second\n\n[^n]: A note.\n"
    read = read_markdown(text, "a.md")
    words = read.paragraphs["one"]
    assert plain(words.runs[0]) == "See this and that."
    assert any(isinstance(i, Strong) for i in words.runs[0])
    assert [i.url for i in words.runs[0] if isinstance(i, Link)] == ["https://example.org/a"]
    assert [i.note for i in words.runs[0] if isinstance(i, NoteRef)] == ["n"]
    assert [plain(b) for b in words.bullets] == ["first", "second"]
    assert plain(read.notes["n"]) == "A note."
    assert read.findings == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# a\n[x](javascript:alert)\n", "is not http, https or mailto"),
        ("# a\n![x](https://example.org/a.png)\n", "a picture has no place"),
        ("# a\n    code\n", "has no place here"),
        ("words\n", "belong to no paragraph"),
        ("# a\nx\n# a\ny\n", "'# a' stands twice"),
        ("## a\nx\n", "use one '#'"),
        ("# a\n1. x\n", "ordered list has no place"),
        ("# a\n> x\n", "blockquote has no place"),
    ],
)
def test_what_a_paper_does_not_need_is_a_finding(text: str, words: str) -> None:
    findings = read_markdown(text, "a.md").findings
    assert any(words in f.says for f in findings), findings
    assert all(f.where.startswith("a.md:") for f in findings)


def test_html_in_words_stays_text() -> None:
    run = read_markdown("# a\nx <script>alert(1)</script> y\n", "a.md").paragraphs["a"].runs[0]
    assert plain(run) == "x <script>alert(1)</script> y"


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_file_without_words_has_none(text: str) -> None:
    assert read_markdown(text, "a.md").paragraphs == {}

"""Words that every format adds."""

from peelian.render.wording import aside_title, captioned


def test_a_label_stands_before_its_caption() -> None:
    assert captioned("Table 1", "Crime") == "Table 1: Crime"
    assert captioned(None, "Crime") == "Crime"


def test_an_aside_says_its_kind() -> None:
    assert aside_title("finding", "the parts") == "Known finding: the parts"
    assert aside_title("note", "") == "Note"

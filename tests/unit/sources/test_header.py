import pytest
import yaml

from peelian.sources.header import Mend, check_header
from peelian.sources.problems import Place

PLACE = Place("a.csv")


def says(names: list[str], needed: list[str], mend: Mend | None = None) -> list[str]:
    return [f.says for f in check_header(names, needed, PLACE, 4, mend=mend)[1]]


def test_columns_are_found_wherever_they_stand() -> None:
    at, findings = check_header(["b", "x", "a"], ["a", "b", "a"], PLACE, 1)
    assert (at, findings) == ({"a": 2, "b": 0}, [])


def test_a_renamed_column_is_named_with_the_one_near_it() -> None:
    (finding,) = check_header(["Monht", "Count"], ["Month", "Count"], PLACE, 4)[1]
    assert finding.where == "a.csv:4"
    assert finding.says.startswith("column 'Month' is missing, and there is 'Monht': was it renamed?")


def test_a_column_that_is_read_is_not_taken_for_another() -> None:
    assert says(["Latitude"], ["Latitude", "Altitude"]) == [
        "column 'Altitude' is missing; the file has 'Latitude'. Fetch the right file, or name the right column"
    ]


MEND = {"Force Name": ("force_code", "from"), "Quarter": ("month", 'from: "Year", beside'), "Count": ("count", "from")}


NEW = "in sources.yaml; else fetch the right file"


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (
            ["Force"],
            "the heading that comes nearest is 'Force': where that is its new name, write columns: {force_code: "
            f'{{from: "Force"}}}} {NEW}',
        ),
        (
            ["Force", "Police Force"],
            "the headings that come nearest are 'Force', 'Police Force': where one of them is its new name, write "
            f"columns: {{force_code: {{from: its name}}}} {NEW}",
        ),
        (["ZZ"], "nothing comes near it among 'ZZ', which are not read: where one of them is its new name, write"),
        ([], "the file has no column that is not read already: it may be another table; fetch the right file"),
        (
            ["Force Names"],
            "and there is 'Force Names': was it renamed? If so, write columns: {force_code: {from: "
            '"Force Names"}} in sources.yaml; else fetch the file again',
        ),
    ],
)
def test_a_publishers_heading_that_is_gone_is_told_with_what_may_be_its_new_name(there: list[str], told: str) -> None:
    (said,) = says(["Count", *there], ["Force Name", "Count"], mend=MEND)
    assert said.startswith("column 'Force Name' is missing")
    assert told in said


def test_a_new_heading_is_quoted_as_yaml_reads_it() -> None:
    (said,) = says(["Count", 'The "force"\nname'], ["Force Name", "Count"], mend=MEND)
    written = said.partition("write ")[2].partition(" in sources.yaml")[0]
    assert yaml.safe_load(written) == {"columns": {"force_code": {"from": 'The "force"\nname'}}}


def test_many_headings_that_are_gone_are_one_finding_with_the_way_to_tell_new_ones() -> None:
    (said,) = says(["Year", "p", "q", "r", "s"], ["Year", "Force Name", "Quarter", "Count", "Code"], mend=MEND)
    assert said == (
        "columns 'Force Name', 'Quarter', 'Count', 'Code' are missing; not read are 'p', 'q', 'r', 's': is this the "
        "right file? Where they were renamed, write each under 'columns' in sources.yaml, as in columns: "
        "{force_code: {from: its name}}"
    )


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_separator_is_one_finding(mark: str, word: str) -> None:
    (told,) = says([mark.join(["Month", "Count", "Place"])], ["Month", "Count", "Place"])
    assert told.startswith(f"the columns are separated by {word}, not commas")


def test_a_quite_different_file_is_one_finding() -> None:
    (told,) = says(["p", "q"], ["Month", "Count", "Place", "Share"])
    assert told == (
        "none of the columns 'Month', 'Count', 'Place', 'Share' is in the first line, which has 2 columns: "
        "is this the right file, with its header?"
    )


def test_a_name_that_stands_twice_is_refused_only_where_it_is_read() -> None:
    assert says(["a", "b", "b"], ["a"]) == []
    assert says(["a", "b", "b"], ["a", "b"]) == [
        "column 'b' stands 2 times, as columns 2 and 3; take one out or rename it"
    ]


def test_merged_cells_are_named_where_a_column_is_missing() -> None:
    assert says(["", "a"], ["a"]) == []  # the row names that R writes
    assert says(["a", "", "c"], ["a", "b", "c"])[1].startswith("column 2 has no name (merged cells")


def test_new_columns_of_a_fixed_form_are_a_warning() -> None:
    (finding,) = check_header(["a", "new"], ["a"], PLACE, 1, known=("a", "b"))[1]
    assert (finding.severity, finding.code) == ("warning", "source-header-new")


@pytest.mark.parametrize("other", ["N", " n ", "n "])
def test_a_column_that_looks_like_one_that_is_read_is_told(other: str) -> None:
    at, (finding,) = check_header(["Month", other, "n"], ["Month", "n"], PLACE, 1)
    assert at["n"] == 2
    assert (finding.severity, finding.code) == ("warning", "source-header-alike")
    assert finding.says == (
        f"column 'n' is read, and not '{other}', which differs in capitals or blanks alone; "
        "take out or rename what is not meant"
    )


def test_columns_that_are_read_both_may_look_alike() -> None:
    assert says(["n", "N"], ["n", "N"]) == []

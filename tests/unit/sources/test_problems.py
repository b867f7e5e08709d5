from peelian.sources.problems import Bad, Place, Sighting, listed, shown, told

BAD = Bad("source-value", "not a whole number", "write 1204")


def test_a_value_is_shown_on_one_line_and_cut() -> None:
    assert shown("a\tb\x00\u202e") == r"'a\tb\x00\u202e'"
    assert shown("x" * 41) == "'" + "x" * 39 + "…'"
    assert shown("x" * 40) == "'" + "x" * 40 + "'"


def test_names_beyond_the_sixth_are_counted() -> None:
    assert listed("abcdefgh") == "'a', 'b', 'c', 'd', 'e', 'f' and 2 more"
    assert listed("abcdefg") == "'a', 'b', 'c', 'd', 'e', 'f', 'g'"
    assert listed([]) == ""


def test_a_place_is_a_file_or_a_sheet_of_it() -> None:
    assert Place("a.csv").at(3) == "a.csv:3"
    assert Place("a.xlsx", "Table 1").at(3) == "a.xlsx[Table 1]:3"
    assert Place("a.xlsx", "Table 1").at() == "a.xlsx[Table 1]"


def test_rows_with_one_fault_are_one_finding() -> None:
    seen = [Sighting(line, "Count", f"x{line}", BAD) for line in (17, 20, 31, 40)]
    (finding,) = told(Place("a.csv"), seen)
    assert finding.where == "a.csv:17"
    assert finding.says == (
        "column 'Count' holds 'x17': not a whole number; write 1204 (4 rows; also lines 20 ('x20'), 31 ('x31')…)"
    )
    (finding,) = told(Place("a.csv"), seen[:2], at_least=True)
    assert finding.says.endswith("(at least 2 rows; also line 20 ('x20'))")


def test_rows_like_earlier_ones_are_one_finding_with_the_lines_of_these() -> None:
    seen = [Sighting(line, "Id", f"x{line}", BAD, hidden, line - 10) for line, hidden in ((17, False), (20, True))]
    (finding,) = told(Place("a.csv"), seen)
    assert finding.says == (
        "column 'Id' holds 'x17': not a whole number (line 7); write 1204 (2 rows; also line 20 (as line 10))"
    )
    (finding,) = told(Place("a.csv"), reversed(seen))
    assert finding.says.endswith("(2 rows; also line 17 ('x17', as line 7))")


def test_different_columns_and_faults_are_told_apart() -> None:
    blank = Bad("source-blank", "blank", "fill it in")
    seen = [
        Sighting(2, "Count", "x", BAD),
        Sighting(3, "Count", " ", blank),
        Sighting(4, "Other", "y", BAD),
        Sighting(5, "Count", "", blank),
    ]
    findings = told(Place("a.csv"), seen)
    assert [(f.code, f.where) for f in findings] == [
        ("source-value", "a.csv:2"),
        ("source-blank", "a.csv:3"),
        ("source-value", "a.csv:4"),
    ]
    assert findings[1].says == "column 'Count' is blank; fill it in (2 rows; also line 5)"


def test_a_cell_that_two_columns_are_read_from_is_one_row() -> None:
    bad = Bad("source-value", "not a day", "write it as 2024-03-31")
    seen = [Sighting(line, "Date", "soon", bad) for line in (4, 4, 9, 9)]
    [finding] = told(Place("given.csv"), seen)
    assert "(2 rows; also line 9 ('soon'))" in finding.says

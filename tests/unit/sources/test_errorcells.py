import io
import re
import zipfile
from pathlib import Path

from peelian.sources.errorcells import error_cells
from tests.unit.sources.raw_files import ods, xlsx


def put(folder: Path, data: bytes) -> Path:
    path = folder / "book"
    path.write_bytes(data)
    return path


def replaced(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The same archive with something else in one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(name, content.replace(old, new) if name == member else content)
    return out.getvalue()


def test_errors_of_a_workbook_are_found_with_their_places(tmp_path: Path) -> None:
    path = put(tmp_path, xlsx([["a", "b"], [1, "#REF!"], [], ["#DIV/0!", 2]], "One", ["Two"]))
    assert error_cells(path, "xlsx", "One") == {(1, 1): "#REF!", (3, 0): "#DIV/0!"}
    assert error_cells(path, "xlsx", "Two") == {}
    assert error_cells(path, "xlsx", "Three") == {}


def test_columns_beyond_z_are_counted(tmp_path: Path) -> None:
    row = [0] * 27 + ["#N/A"]
    assert error_cells(put(tmp_path, xlsx([row])), "xlsx", "Data") == {(0, 27): "#N/A"}


def test_errors_in_cells_that_do_not_say_where_they_stand_keep_their_places(tmp_path: Path) -> None:
    whole = xlsx([["a", "b"], [1, "#REF!"], ["#DIV/0!", 2]])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        [member] = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        sheet = archive.read(member)
    bare = re.sub(rb' r="[A-Z]*[0-9]+"', b"", sheet)
    assert bare != sheet
    path = put(tmp_path, replaced(whole, member, sheet, bare))
    assert error_cells(path, "xlsx", "Data") == {(1, 1): "#REF!", (2, 0): "#DIV/0!"}


def test_errors_behind_repeated_rows_and_cells_keep_their_places(tmp_path: Path) -> None:
    rows = [["a", "b"], [None, "#REF!"]]
    data = ods(rows, "One", ["Two"])
    assert error_cells(put(tmp_path, data), "ods", "One") == {(1, 1): "#REF!"}
    assert error_cells(put(tmp_path, data), "ods", "Two") == {}
    wide = b'<table:table-cell table:number-columns-repeated="3"/>'
    data = replaced(data, "content.xml", b"<table:table-cell/>", wide)
    tall = b'<table:table name="One"><table:table-row table:number-rows-repeated="4"/>'
    tall = tall.replace(b" name", b" table:name")
    data = replaced(data, "content.xml", b'<table:table table:name="One">', tall)
    assert error_cells(put(tmp_path, data), "ods", "One") == {(5, 3): "#REF!"}


def test_a_mark_that_lies_across_two_reads_is_found(tmp_path: Path) -> None:
    rows = [["x" * 30_000 for _ in range(60)], ["#REF!"]]
    data = ods(rows)
    path = put(tmp_path, data)
    for shift in range(0, 24, 6):
        path.write_bytes(replaced(data, "content.xml", b"xxx", b"x" * 3 + b" " * (shift == 0)))
        assert error_cells(path, "ods", "Data") == {(1, 0): "#REF!"}

from importlib import import_module
from pathlib import Path
from typing import get_args

from peelian.sources import formats
from peelian.sources.formats import SOURCES
from peelian.sources.model import Format
from peelian.sources.settings import TABLELESS


def test_every_format_that_may_be_written_is_read() -> None:
    assert {*TABLELESS, *SOURCES} == set(get_args(Format))


def test_every_reader_is_registered() -> None:
    folder = Path(formats.__file__).parent
    named = [path for path in folder.rglob("*.py") if "\nREADER = " in path.read_text(encoding="utf-8")]
    found = [".".join(("peelian.sources", *path.relative_to(folder).with_suffix("").parts)) for path in named]
    assert {id(import_module(name).READER) for name in found} == {id(reader) for reader in SOURCES.values()}
    assert len(found) == len(SOURCES)


def test_each_publishers_form_says_where_from_what_a_whole_file_holds_and_where_its_series_break() -> None:
    for name, reader in SOURCES.items():
        assert reader.about.strip(), name
        if name in ("tidy", "extract"):
            assert (reader.origin, reader.tried, reader.columns) == ("", None, ())
        else:
            assert reader.origin.startswith("https://"), name
            assert reader.tried is not None, name
            assert reader.expects, name
            assert "\n\nSeries breaks: " in reader.about, name
            assert any(column.name == "month" for column in reader.columns) or "as_at" in reader.about, name

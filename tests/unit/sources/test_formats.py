from pathlib import Path
from typing import get_args

from peelian.sources import formats
from peelian.sources.formats import SOURCES
from peelian.sources.model import Expect, Format


def test_every_format_that_may_be_written_has_a_module() -> None:
    assert tuple(SOURCES) == get_args(Format)


def test_every_module_that_reads_a_publishers_form_is_registered() -> None:
    folder = Path(formats.__file__).parent
    modules = {path.stem for path in folder.rglob("*.py") if "\nORIGIN = " in path.read_text(encoding="utf-8")}
    named = {module.__name__.rpartition(".")[2] for module in SOURCES.values()}
    assert modules - {"police_uk"} == named  # police_uk holds what three of them share


def test_each_module_says_where_from_what_to_expect_and_which_columns() -> None:
    for module in SOURCES.values():
        assert isinstance(module.EXPECT, Expect)
        assert isinstance(module.COLUMNS, tuple)
        assert isinstance(module.ORIGIN, str)
        assert callable(module.tidy)
        assert callable(module.wants)

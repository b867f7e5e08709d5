"""The SQL of questions in each dialect, written without a database or a client of one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import ibis
import pytest
import sqlglot

from peelian.series.dialects import Compiler, compiled

ROWS = ibis.table({"n": "int64", "word": "string", "month": "date"}, name='cube of "a`b')
HOSTILE = ["it's", "a\\", "\\'; DROP TABLE t; --", '"', "`", "line\nline", "100%", "é", ""]


def test_names_are_quoted_as_each_dialect_has_it() -> None:
    asked = ROWS.n.sum()
    assert 'FROM "cube of ""a`b"' in compiled(asked, "duckdb")
    assert 'FROM `cube of "a``b`' in compiled(asked, "spark")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_a_text_stays_a_text(dialect: str, text: str) -> None:
    sql = compiled(ROWS.filter(ROWS.word == text), dialect)  # type: ignore[arg-type]
    [read] = sqlglot.parse_one(sql, read=dialect).find_all(sqlglot.exp.Literal)
    assert read.this == text


def test_the_last_month_is_asked_for_in_words_that_spark_knows() -> None:
    sql = compiled(ROWS.filter(ROWS.month == ROWS.month.max()), "spark")
    assert "QUALIFY" not in sql
    assert "SELECT MAX(" in sql


def test_a_day_is_a_day() -> None:
    assert "MAKE_DATE(2024, 1, 31)" in compiled(ROWS.filter(ROWS.month >= date(2024, 1, 31)), "spark")


def test_a_question_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler("duckdb")
    first = compiler.sql(ROWS.filter(ROWS.n > 1))
    monkeypatch.setattr("peelian.series.dialects.compiled", lambda *_: pytest.fail("compiled twice"))
    assert compiler.sql(ROWS.filter(ROWS.n > 1)) == first
    assert compiler.sql("SELECT 1") == "SELECT 1"


def test_sparks_sql_needs_no_spark() -> None:
    code = (
        "import sys, ibis; from peelian.series.dialects import compiled; "
        "compiled(ibis.table({'n': 'int64'}, name='t').n.sum(), 'spark'); "
        "print([m for m in ('pyspark', 'pandas', 'duckdb') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

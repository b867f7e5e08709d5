"""Ibis expressions in, SQL of an engine's dialect out. The one module that knows how Ibis compiles.

No database is opened and no client of one is imported: Spark's SQL is written on a machine that has no Spark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from peelian.series.engine import Asked

Dialect = Literal["duckdb", "spark"]


def compiled(expression: Any, dialect: Dialect) -> str:
    """The SQL of an Ibis expression over unbound tables."""
    import ibis

    if dialect == "duckdb":
        return str(ibis.to_sql(expression, dialect="duckdb"))
    # By name, Ibis would import its whole backend and with it pyspark; the compiler alone needs neither.
    from ibis.backends.sql.compilers.pyspark import compiler
    from ibis.backends.sql.dialects import PySpark

    table = expression.as_table()
    return str(compiler.to_sqlglot(table, params={}).sql(dialect=PySpark))


class Compiler:
    """The SQL of questions in one dialect, each compiled once, however often it is asked."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect: Dialect = dialect
        self._known: dict[Any, str] = {}

    def sql(self, asked: Asked) -> str:
        if isinstance(asked, str):
            return asked
        question = asked.op()
        if question not in self._known:
            self._known[question] = compiled(asked, self._dialect)
        return self._known[question]

"""The page of clusters says what the code does: its versions are the pinned ones, its settings those that are set."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import yaml

from peelian.errors import FAULT, FINDINGS, FINE, WRONG_USE
from peelian.plan.checks import engines
from peelian.plan.engine import Engine
from peelian.series.spark_engine import PORT, SESSION

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "run-on-a-cluster.md").read_text(encoding="utf-8")


def pinned(file: str, package: str) -> str:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(package)}==(\S+)", text, re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_versions_are_those_that_are_pinned() -> None:
    assert f"`pyspark-client` {pinned('spark.txt', 'pyspark-client')}" in PAGE
    assert f"server of Spark {pinned('cluster-test.txt', 'pyspark')}" in PAGE


def test_the_settings_of_a_session_are_those_that_are_set() -> None:
    told = dict(re.findall(r"`(spark\.sql\.[\w.]+)=(\w+)`", PAGE))
    assert told == SESSION


def test_the_port_and_the_token_are_those_of_the_code() -> None:
    assert set(re.findall(r"sc://[\w.-]+:(\d+)", PAGE)) == {str(PORT)}
    named = set(re.findall(r"`([A-Z_]+TOKEN)`", PAGE))
    says = next(engines._faults(Engine(kind="spark", address="sc://host/;token=x")))
    assert len(named) == 1
    assert named.pop() in says


def test_the_exit_codes_are_those_of_the_commands() -> None:
    rows = re.findall(r"^\| (\d) \| ", PAGE, re.MULTILINE)
    assert rows == [str(code) for code in (FINE, FINDINGS, WRONG_USE, FAULT)]


def test_the_settings_of_the_engine_are_fields_of_it() -> None:
    blocks = re.findall(r"^ +engine:\n(?:^ +\w+: .+\n)+", PAGE, re.MULTILINE)
    assert len(blocks) == 2
    for block in blocks:
        settings = yaml.safe_load(block)["engine"]
        assert set(settings) <= {field.name for field in fields(Engine)}
        assert list(engines._faults(Engine(**settings))) == []

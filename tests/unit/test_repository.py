"""What holds for the repository as a whole: its layers, its names, what its files may not hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "peelian"
MODULES = sorted(LIBRARY.rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 70

# Folders that a build or a tool makes; what is in them is not ours.
MADE = {
    ".git",
    ".venv",
    ".venv-spark",
    ".hypothesis",
    "node_modules",
    "editions",
    "store",
    "build",
    "dist",
    "__pycache__",
}

# Words of the field that are also a name or an id in an example, each with why the library cannot do without.
ORDINARY_WORDS: frozenset[str] = frozenset(
    {
        "Arrests",  # names of publishers' statistics, and what stands in them
        "Fraud",
        "Recorded crime",
        "recorded-crime",
        "Total recorded crime",
        "total-recorded-crime",
        "Volunteers",
        "volunteers",
        "Crime harm",  # an index, by its publisher's name
        "Workforce",  # the name of the statistics that a level comes from
        "complaints",  # what a force keeps records of
        "confidence",  # of an interval
        "harm",  # what such an index weighs
        "officers",  # what a headcount counts
        "People",  # those who read, type and are counted
        "people",
        "stops",  # what an error does to a build, and where a tabulator leads
    }
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_files() -> Iterator[tuple[Path, str]]:
    """Every file of the repository that is text, with its text."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(made(part) for part in parts):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def made(part: str) -> bool:
    """Whether a folder or file of this name is made by a build or a tool, and kept out by .gitignore."""
    caches = part.endswith(("_cache", ".egg-info", ".partial")) or part.startswith(".coverage")
    return part in MADE or caches


def matches(pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` for each line of the repository's text files where the pattern is found."""
    return [
        f"{name_of(path)}:{number}: {line.strip()[:160]}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line) and not line.startswith("#!")
    ]


# --- layers ---


def contract(folder: Path) -> subprocess.CompletedProcess[str]:
    """Checks the import contract of the library that lies in this folder."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "", "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def copy_of_library(folder: Path) -> Path:
    shutil.copytree(LIBRARY, folder / "peelian", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_imports_go_one_way(tmp_path: Path) -> None:
    result = contract(copy_of_library(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 kept, 0 broken" in result.stdout


def test_an_import_upwards_breaks_the_contract(tmp_path: Path) -> None:
    folder = copy_of_library(tmp_path)
    with (folder / "peelian" / "errors.py").open("a", encoding="utf-8") as file:
        file.write("\nimport peelian.findings\n")
    result = contract(folder)
    assert result.returncode == 1
    assert "peelian.errors is not allowed to import peelian.findings" in result.stdout


def test_a_module_without_a_place_breaks_the_contract(tmp_path: Path) -> None:
    folder = copy_of_library(tmp_path)
    (folder / "peelian" / "unplaced.py").write_text('"""No layer names it."""\n', encoding="utf-8")
    result = contract(folder)
    assert result.returncode == 1
    assert "peelian.unplaced" in result.stdout


def test_the_contract_has_no_exceptions() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = ["containers", "exhaustive", "layers", "name", "type"]
    light = ["forbidden_modules", "name", "source_modules", "type"]
    assert [sorted(c) for c in settings["contracts"]] == [layers, layers, light]


def test_a_check_of_the_audit_that_its_asker_loads_breaks_the_contract(tmp_path: Path) -> None:
    folder = copy_of_library(tmp_path)
    with (folder / "peelian" / "audit" / "processes" / "workers.py").open("a", encoding="utf-8") as file:
        file.write("\nimport peelian.audit.kinds.rate\n")
    with (folder / "peelian" / "audit" / "numbers" / "arrows.py").open("a", encoding="utf-8") as file:
        file.write("\nimport peelian.audit.claims.model\n")
    result = contract(folder)
    assert result.returncode == 1
    assert "peelian.audit.processes.workers is not allowed to import peelian.audit.kinds" in result.stdout
    assert "peelian.audit.numbers is not allowed to import peelian.audit.claims" in result.stdout


# --- size and words of modules ---


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert (ast.get_docstring(tree) or "").strip(), f"{name_of(path)} has no docstring"
    assert text.count("\n") <= MOST_LINES, f"{name_of(path)}: look for the second idea in it"
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or node.lineno) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


# --- no clock, no network, no chance ---

NEVER_IMPORTED = {
    "random",
    "secrets",
    "uuid",
    "socket",
    "ssl",
    "http",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
}
NEVER_IMPORTED_FROM = {"urllib.request", "urllib.robotparser"}
CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time"}
# A child process gets the few settings it needs to run at all; keys are made by chance, on request.
MAY_READ_THE_ENVIRONMENT = {"peelian/cli", "peelian/pandoc_program.py"}
MAY_USE_THE_NETWORK = "peelian/fetching/"
REACHES_A_CLUSTER = "peelian/series/spark_engine.py"  # where the plan's settings say that it is
MAY_ASK_THE_TIME = {  # when a file came, of which day a report is
    "peelian/cli/fetch.py": "datetime.now",
    "peelian/cli/audit.py": "date.today",
}


def reaches(tree: ast.AST) -> list[str]:
    """What a module takes from outside its arguments: clocks, chance, the network, the environment."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [f"import {n.name}" for n in names if forbidden(n.name)]
            case ast.ImportFrom(module=str(module), names=names):
                found += [f"from {module} import {n.name}" for n in names if forbidden(module, f"{module}.{n.name}")]
                if module == "os":
                    found += [f"os.{n.name}" for n in names if n.name in ("environ", "getenv", "urandom")]
            case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in CLOCKS:
                if ast.unparse(owner).rpartition(".")[2] in CLOCK_OWNERS:
                    found.append(ast.unparse(node.func))
            case ast.Attribute(value=ast.Name(id="os"), attr="environ" | "getenv" | "urandom" as attr):
                found.append(f"os.{attr}")
    return found


def forbidden(*modules: str) -> bool:
    return any(m.partition(".")[0] in NEVER_IMPORTED or m in NEVER_IMPORTED_FROM for m in modules)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_takes_nothing_but_its_arguments(path: Path) -> None:
    found = reaches(ast.parse(path.read_text(encoding="utf-8")))
    if any(name_of(path).startswith(place) for place in MAY_READ_THE_ENVIRONMENT):
        found = [f for f in found if f not in ("os.environ", "os.getenv")]
    if name_of(path).startswith(MAY_USE_THE_NETWORK):
        found = [f for f in found if f not in ("import requests", "from http.cookiejar import DefaultCookiePolicy")]
    if name_of(path) == REACHES_A_CLUSTER:
        found = [f for f in found if f != "import socket"]
    found = [f for f in found if f != MAY_ASK_THE_TIME.get(name_of(path))]
    assert found == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("date.today()", ["date.today"]),
        ("datetime.datetime.now()", ["datetime.datetime.now"]),
        ("import random", ["import random"]),
        ("from urllib import request", ["from urllib import request"]),
        ("from urllib.parse import quote", []),
        ("os.environ['HOME']", ["os.environ"]),
        ("period.now()", []),
    ],
)
def test_a_reach_outside_is_seen(line: str, found: list[str]) -> None:
    assert reaches(ast.parse(line)) == found


# --- no example's names in the library ---


def names_of_examples(*, simulated: bool = True, kpis: bool = True) -> set[str]:
    """Ids and titles of measures, KPIs and areas of the examples; shared definitions left out."""
    found: set[str] = set()
    for plan in sorted((ROOT / "examples").glob("*/plan.yaml")):
        content = read_yaml(plan)
        if content.get("simulated") == "true" and not simulated:
            continue
        areas = content["areas"]["list"]
        found |= {area[key] for area in areas for key in ("id", "name") if key in area}
        if not kpis:
            continue
        for file in sorted(plan.parent.glob("priorities/*.yaml")):
            found |= set(ids_and_titles(list(kpis_in(read_yaml(file)))))
        for file in sorted(plan.parent.glob("measures/*.yaml")):
            found |= set(ids_and_titles(read_yaml(file)))
    return found - shared_names()


def shared_names() -> set[str]:
    files = sorted((LIBRARY / "definitions").rglob("*.yaml"))
    forms = {file.stem for file in (LIBRARY / "contracts" / "forms").glob("*.yaml")}
    return forms | {name for file in files for name in ids_and_titles(read_yaml(file))}


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def kpis_in(value: object) -> Iterator[object]:
    """What stands under `kpis` in a priority file, however deep its groups."""
    if isinstance(value, list):
        for item in value:
            yield from kpis_in(item)
    elif isinstance(value, dict):
        yield from value.get("kpis", [])
        yield from kpis_in(value.get("groups", []))


def ids_and_titles(value: object) -> Iterator[str]:
    """The `id` and `title` of everything in a list of measures or KPIs, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from ids_and_titles(item)
    elif isinstance(value, dict):
        yield from (value[key] for key in ("id", "title") if isinstance(value.get(key), str))
        for inner in value.values():
            yield from ids_and_titles(inner)


def named_in(names: set[str], text: str) -> set[str]:
    """The names that stand in the text as whole words: in any case, ids also with spaces or underscores."""
    flat = " " + re.sub(r"[^a-z0-9]+", " ", text.lower()) + " "
    return {name for name in names if f" {re.sub(r'[^a-z0-9]+', ' ', name.lower()).strip()} " in flat}


def test_no_name_of_an_example_stands_in_the_library() -> None:
    names = names_of_examples() - ORDINARY_WORDS
    # The plans that `peelian new` and `simulate` write are made up as the simulated example is: words may be shared.
    real_names = names_of_examples(simulated=False) - ORDINARY_WORDS
    # The forms of extracts call things what every force calls them, as KPIs do; no place is theirs.
    places = names_of_examples(kpis=False) - ORDINARY_WORDS
    assert len(names) > 50, "the examples have lost their names, so this test would find nothing"
    library = [p for p in sorted(LIBRARY.rglob("*")) if p.is_file() and p.suffix not in (".pyc", ".png")]
    apart = {"starter": real_names, "simulate": real_names, "contracts": places}
    found = {
        name_of(path): sorted(
            named_in(apart.get(path.relative_to(LIBRARY).parts[0], names), path.read_text(encoding="utf-8"))
        )
        for path in library
        if "definitions" not in path.relative_to(LIBRARY).parts
    }
    assert {path: held for path, held in found.items() if held} == {}


def test_a_name_is_found_however_it_is_written() -> None:
    names = {"north-vale", "Knife crime", "robbery"}
    assert named_in(names, 'AREA = "north_vale"  # and knife  crime') == {"north-vale", "Knife crime"}
    assert named_in(names, "robberyish") == set()


# --- addresses and paths ---

# Put together from halves, so that this file does not hold what it forbids.
OPTIONS = ["-".join(halves) for halves in (("index", "url"), ("find", "links"))]
HOSTS = ["".join(halves) for halves in (("py", "pi"), ("registry", "."), ("python", "hosted"), ("npm", "mirror"))]
REGISTRY = re.compile(
    rf"{'|'.join(OPTIONS)}|\"resolved\":|https?://\S+\.(?:whl|tar\.gz|tgz)\b"
    rf"|https?://[^\s/]*(?:{'|'.join(map(re.escape, HOSTS))})",
    re.IGNORECASE,
)


def test_no_file_holds_a_download_address_of_a_registry() -> None:
    assert matches(REGISTRY) == []


@pytest.mark.parametrize(
    "line",
    [
        f"--{OPTIONS[0]} https://example.org/simple",
        "https://example.org/a-1.0-py3-none-any" + ".whl",
        f"https://files.{HOSTS[2]}.example/packages",
    ],
)
def test_a_registry_address_is_recognised(line: str) -> None:
    assert REGISTRY.search(line)


def test_every_locked_package_has_hashes() -> None:
    names = {path.stem for path in (ROOT / "requirements").glob("*.in")}
    loop = re.search(r"for name in ([a-z -]+); do", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert loop
    assert set(loop[1].split()) == names
    for name in sorted(names):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
        assert len(blocks) >= 1
        for block in blocks:
            assert re.match(r"[a-z0-9._-]+==[^ ]+ .*\\\n +--hash=sha256:[0-9a-f]{64}", block), block[:80]


def test_the_package_asks_for_what_is_locked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").split("\n")
    assert settings["project"]["dependencies"] == [line for line in asked if line]
    extra = (ROOT / "requirements" / "spark.in").read_text(encoding="utf-8").split()
    assert settings["project"]["optional-dependencies"] == {"spark": extra}


def test_what_is_imported_is_asked_for_and_what_is_asked_for_is_used() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[<>=]", line)[0].lower() for line in settings["project"]["dependencies"]}
    extras = {"pyspark", "grpc"}  # imported where a plan asks for a cluster, and there or said to be missing
    comes_from = packages_distributions()
    imported = {name for path in MODULES for name in third_party(ast.parse(path.read_text(encoding="utf-8")))}
    used = {comes_from[name][0].lower().replace("_", "-") for name in imported - extras}
    # Ibis imports the first when it compiles, and names it in its extras only; the second holds the pandoc program.
    assert used | {"packaging", "pypandoc-binary"} == asked


def third_party(tree: ast.AST) -> set[str]:
    """The packages a module imports that are neither Python's own nor ours."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return {name for name in found if name not in sys.stdlib_module_names and name != "peelian"}


def test_the_notice_names_every_library_that_is_used() -> None:
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / "run.txt").read_text("utf-8"), re.MULTILINE)
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").lower()
    assert [name for name in locked if not re.search(rf"\b{re.escape(name)}\b", notice)] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    """No file names the folder the repository lies in, a home folder, or a temporary one."""
    roots = {"root", "Users", "mnt", "tmp", "opt", "srv", "media"}
    own = [folder.relative_to(folder.anchor).as_posix() for folder in (ROOT.parent, Path.home())]
    first = "|".join(sorted(map(re.escape, roots | {path for path in own if path != "."})))
    absolute = re.compile(rf"(?:(?<=[\s\"'`(=,:])|^)/(?:{first})/\w|\b[A-Z]:\\(?:Users|Temp)\b")
    assert matches(absolute) == []

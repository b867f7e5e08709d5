"""The command line as people and programs meet it: each command in a process of its own, its mistakes in ours."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peelian.cli import printing
from peelian.cli.main import VERBS, main, parser
from peelian.errors import FAULT, FINDINGS, FINE, WRONG_USE
from peelian.sources.lock import locked
from tests.starter_plan import FIGURES, PRIORITY, WORDS, add, change, row

ROOT = Path(__file__).resolve().parents[2]
FIGURE = "recorded-crime/force/ye-2026-03/change-percent-from-ye-2025-03"
SLOWEST_HELP = 0.6  # seconds on a loaded machine; `make bench` holds the strict bound


def run(*words: str, here: Path | None = None, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "peelian.cli", *words]
    return subprocess.run(command, cwd=here, env=environment | settings, capture_output=True, check=False, timeout=60)


def inside(*words: str, here: Path) -> subprocess.CompletedProcess[bytes]:
    """The command in this process, which is faster; an error that it does not put into words is raised."""
    out, said = io.StringIO(), io.StringIO()
    with contextlib.chdir(here), contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(str(stop.code))
    return subprocess.CompletedProcess(words, code, out.getvalue().encode(), said.getvalue().encode())


def answer(*words: str, here: Path) -> Any:
    done = inside(*words, "--json", here=here)
    assert done.stderr == b""
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the starter plan, its edition, a later one with another figure, and a broken plan."""
    here = tmp_path_factory.mktemp("cli")
    for words in (("new", "our-plan"), ("build", "our-plan", "first-paper")):
        assert run(*words, here=here).returncode == FINE
    shutil.copytree(here / "our-plan", here / "broken")
    change(here / "broken", PRIORITY, "polarity: lower ", "polarty: lower ")
    shutil.copytree(here / "our-plan", here / "later")
    change(here / "later", FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    for n, month in enumerate(("2025-12", "2026-01", "2026-02", "2026-03")):
        add(here / "later", FIGURES, row("recorded-crime", month, 700 + 7 * n))
    assert run("build", "later", "first-paper", "--replace", here=here).returncode == FINE
    return here


@pytest.fixture
def plan(desk: Path, tmp_path: Path) -> Path:
    """A copy of the starter plan and its edition, to be broken."""
    return Path(shutil.copytree(desk / "our-plan", tmp_path / "plan"))


EDITION = "our-plan/editions/first-paper"


# --- from a new plan to a checked paper ---


def test_a_new_plan_becomes_a_paper_that_can_be_traced_and_checked(tmp_path: Path) -> None:
    steps = {
        ("new", "p"): ["p: a plan of", "next: peelian validate p", "then: peelian build p first-paper"],
        ("validate", "p"): ["p: no findings"],
        ("load", "p"): ["4 typed figures", "p: no findings"],
        ("build", "p", "first-paper", "--edition", "2026-05"): ["p/editions/2026-05: 9 files", "paper.pdf"],
        ("trace", "p/editions/2026-05", FIGURE): [
            "-5 percent, printed as 5.0%",
            "sum: (9,310 - 9,800) ÷ 9,800 × 100",
            "annual-report, 1.1; prints 9,310",
        ],
        ("verify", "p/editions/2026-05"): ["p/editions/2026-05: intact, built again: the same bytes"],
        ("show", "p", "recorded-crime", "--period", "ye-2026-03"): [
            "Recorded crime, The force area",
            "9,310  published",
            "-5.0%  final  (9,310 - 9,800) ÷ 9,800 × 100",
        ],
        ("diff", "p/editions/2026-05", "p/editions/2026-05"): ["no figure differs"],
    }
    for words, said in steps.items():
        done = run(*words, here=tmp_path)
        assert (done.returncode, done.stderr) == (FINE, b""), words
        for one in said:
            assert one in done.stdout.decode(), (words, done.stdout.decode())


def test_a_signed_edition_is_checked_with_its_public_key(plan: Path) -> None:
    here = plan.parent
    assert inside("keygen", "office.key", here=here).returncode == FINE
    assert inside("keygen", "other.key", here=here).returncode == FINE
    build = ("build", "plan", "first-paper", "--edition", "signed", "--key", "office.key")
    assert inside(*build, here=here).returncode == FINE
    assert inside("verify", "plan/editions/signed", "--key", "office.key.pub", here=here).returncode == FINE
    other = inside("verify", "plan/editions/signed", "--key", "other.key.pub", here=here)
    assert other.returncode == FINDINGS
    assert b"not of this manifest, or not of this key" in other.stdout
    if sys.platform != "win32":
        assert (here / "office.key").stat().st_mode & 0o077 == 0
    again = inside("keygen", "office.key", here=here)
    assert again.returncode == WRONG_USE
    assert b"keys are not written over" in again.stderr


def test_a_changed_edition_is_told_and_diff_is_fine_whatever_it_finds(desk: Path, plan: Path) -> None:
    page = plan / "editions/first-paper/paper.html"
    page.write_bytes(page.read_bytes().replace(b"9,310", b"9,311"))
    done = inside("verify", str(page.parent), here=plan)
    assert done.returncode == FINDINGS
    assert b"paper.html: its bytes are not those the manifest was written for [file-changed]" in done.stdout
    found = inside("diff", EDITION, "later/editions/first-paper", here=desk)
    assert found.returncode == FINE
    assert b"correction" in found.stdout
    assert b"9,310 -> 9,308" in found.stdout


def test_an_edition_is_not_replaced_unless_told(plan: Path) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    refused = inside("build", str(plan), "first-paper", here=plan)
    assert refused.returncode == WRONG_USE
    assert b"editions do not change" in refused.stderr
    assert inside("build", str(plan), "first-paper", "--replace", here=plan).returncode == FINE
    assert b"9,308" in (plan / "editions/first-paper/paper.html").read_bytes()


# --- help ---


@pytest.mark.parametrize("verb", VERBS)
def test_each_command_has_help_with_an_example_that_it_can_read(verb: str) -> None:
    done = run(verb, "--help")
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (FINE, b"")
    example = re.search(rf"example: peelian {verb} (.+)", said)
    assert example is not None
    assert parser().parse_args([verb, *shlex.split(example[1])]).verb == verb


@pytest.mark.parametrize("verb", ["load", "fetch"])
def test_options_may_stand_before_between_and_after_what_a_command_is_asked_of(verb: str) -> None:
    option = {"load": ["--strict"], "fetch": ["--dry-run"]}[verb]
    plan, source = "a plan", "crimes"
    orders = [[*option, plan, source], [plan, *option, source], [plan, source, *option]]
    assert len({repr(sorted(vars(parser().parse_args([verb, *order])).items())) for order in orders}) == 1
    assert parser().parse_args([verb, *option, "--", "-plan", "--crimes"]).source == "--crimes"
    with contextlib.redirect_stderr(io.StringIO()) as said, pytest.raises(SystemExit):
        parser().parse_args([verb, plan, *option, source, "--nothing"])
    assert said.getvalue() == "peelian: unrecognized arguments: --nothing; see 'peelian --help'\n"


def test_the_whole_help_names_every_command_and_the_exit_codes() -> None:
    said = run("--help").stdout.decode()
    for verb, module in VERBS.items():
        assert re.search(rf"^ +{verb} +\w", said, re.MULTILINE), verb
        assert module.HELP[:30] in " ".join(said.split())
    assert "Exit codes: 0 fine, 1 findings" in " ".join(said.split())


def test_the_version_is_told() -> None:
    from peelian import __version__

    assert run("--version").stdout.decode() == f"peelian {__version__}\n"


def test_help_is_there_at_once() -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert run("--help").returncode == FINE
        times.append(time.perf_counter() - start)
    assert min(times) < SLOWEST_HELP, f"the best of five took {min(times):.2f} s"


# --- wrong use ---


def told_in_short(done: subprocess.CompletedProcess[bytes]) -> str:
    """What is said on wrong use: one to three lines, no traceback, nothing that looks like an answer."""
    said = done.stderr.decode()
    assert done.stdout == b""
    assert 1 <= len(said.splitlines()) <= 3, said
    assert "Traceback" not in said
    assert said.startswith("peelian")
    return said


WRONG: dict[str, tuple[str, ...]] = {
    "an unknown command": ("biuld", "our-plan"),
    "an unknown option": ("validate", "our-plan", "--fast"),
    "an argument that is missing": ("build", "our-plan"),
    "an argument too many": ("validate", "our-plan", "another"),
    "an option without its value": ("build", "our-plan", "first-paper", "--out"),
    "json where there is none": ("new", "plan", "--json"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_told_in_a_line_or_two(desk: Path, words: tuple[str, ...]) -> None:
    done = run(*words, here=desk)
    assert done.returncode == WRONG_USE
    assert "--help'" in told_in_short(done)


def test_no_command_at_all_shows_what_there_is() -> None:
    done = run()
    assert done.returncode == WRONG_USE
    assert b"usage: peelian" in done.stdout


# --- input that cannot be used ---

UNUSABLE: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no such folder": (("validate", "nowhere"), WRONG_USE, "nowhere: no plan.yaml here"),
    "no such folder to build": (("build", "nowhere", "first-paper"), WRONG_USE, "nowhere: no plan.yaml"),
    "a file for a folder": (
        ("validate", "our-plan/plan.yaml"),
        WRONG_USE,
        "a file of a plan; give its folder: our-plan",
    ),
    "no such publication": (("build", "our-plan", "last-paper"), WRONG_USE, "there are: first-paper"),
    "a name that leads out": (("build", "our-plan", "first-paper", "--edition", "../e"), WRONG_USE, "'../e' cannot"),
    "no such key": (("build", "our-plan", "first-paper", "--edition", "k", "--key", "no.key"), WRONG_USE, "no.key"),
    "a key that is none": (
        ("build", "our-plan", "first-paper", "--edition", "k", "--key", "our-plan/plan.yaml"),
        WRONG_USE,
        "no private key can be read here",
    ),
    "no such measure": (("show", "our-plan", "recorded-crimes"), WRONG_USE, "did you mean recorded-crime?"),
    "no such area": (("show", "our-plan", "recorded-crime", "--area", "west"), WRONG_USE, "there are North, South"),
    "an area without figures": (("show", "our-plan", "recorded-crime", "--area", "north"), WRONG_USE, "no figures"),
    "no period": (("show", "our-plan", "recorded-crime", "--period", "soon"), WRONG_USE, "soon"),
    "no breakdown": (("show", "our-plan", "recorded-crime", "--breakdown", "x"), WRONG_USE, "write dimension=value"),
    "no such source": (("load", "our-plan", "press"), WRONG_USE, "no source 'press'; there are: annual-report"),
    "no edition": (("verify", "our-plan"), WRONG_USE, "no manifest.json here"),
    "no edition to trace": (("trace", "nowhere", FIGURE), WRONG_USE, "no manifest.json here"),
    "no edition to compare": (("diff", EDITION, "nowhere"), WRONG_USE, "no manifest.json here"),
    "no such figure": (("trace", EDITION, FIGURE.replace("crime", "crimes")), WRONG_USE, f"did you mean {FIGURE}"),
    "a folder that is not empty": (("new", "our-plan"), WRONG_USE, "there is something here already"),
}


@pytest.mark.parametrize(("words", "code", "says"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_what_cannot_be_used_is_told_in_a_line_or_two(desk: Path, words: tuple[str, ...], code: int, says: str) -> None:
    done = inside(*words, here=desk)
    assert done.returncode == code, done.stderr
    said = done.stdout.decode() + done.stderr.decode()
    assert "Traceback" not in said
    assert says in said
    assert len(said.splitlines()) <= 3, said


def without_trace(manifest: dict[str, Any]) -> None:
    del manifest["figures"][0]["trace"]


def without_hash(manifest: dict[str, Any]) -> None:
    del manifest["inputs"][0]["sha256"]


def without_path(manifest: dict[str, Any]) -> None:
    del manifest["files"][0]["path"]


def figures_as_words(manifest: dict[str, Any]) -> None:
    manifest["figures"] = "none"


def inputs_of_nothing(manifest: dict[str, Any]) -> None:
    for figure in manifest["figures"]:
        figure["trace"]["inputs"] = ["not/there/2026-03/value"]


def changed_manifest(edition: Path, how: Callable[[dict[str, Any]], None]) -> None:
    place = edition / "manifest.json"
    manifest = json.loads(place.read_bytes())
    how(manifest)
    place.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("verb", "content"),
    [
        ("trace", b""),
        ("trace", b"[]"),
        ("trace", b"{}"),
        ("diff", b"not json"),
        ("verify", b"\xff\xfe{}"),
        ("verify", b'{"a":' * 100_000),
        ("trace", figures_as_words),
        ("trace", without_trace),
        ("trace", inputs_of_nothing),
        ("diff", without_trace),
        ("verify", without_hash),
        ("verify", without_path),
    ],
)
def test_a_manifest_that_is_none_is_told(plan: Path, verb: str, content: bytes | Callable[..., None]) -> None:
    edition = plan / "editions/first-paper"
    if isinstance(content, bytes):
        (edition / "manifest.json").write_bytes(content)
    else:
        changed_manifest(edition, content)
    more = {"trace": [FIGURE], "diff": [str(edition)], "verify": []}[verb]
    done = inside(verb, str(edition), *more, here=plan)
    assert done.returncode == WRONG_USE
    assert "it may have been changed" in told_in_short(done)


HOSTILE = "Crimes\x1b[2J\x1b[1;1H\r\nall of it: intact, built again: the same bytes\u202e"


@pytest.mark.parametrize("verb", ["trace", "diff", "verify"])
def test_nothing_in_an_edition_writes_on_the_terminal_but_its_own_line(plan: Path, verb: str) -> None:
    """What a manifest, or the name of a file beside it, says may come from anybody."""
    edition = plan / "editions/first-paper"
    other = shutil.copytree(edition, plan / "other")

    def hostile(manifest: dict[str, Any]) -> None:
        manifest["software"] = HOSTILE
        for figure in manifest["figures"]:
            figure["printed"] = figure["trace"]["measure"]["definition"] = HOSTILE
            figure["trace"]["measure"]["version"] += HOSTILE

    changed_manifest(edition, hostile)
    if sys.platform != "win32":
        (edition / HOSTILE[:40].replace("\r\n", "\n")).write_bytes(b"")
    more = {"trace": [FIGURE], "diff": [str(other)], "verify": []}[verb]
    done = inside(verb, str(edition), *more, here=plan)
    said = done.stdout.decode()
    assert "Crimes" in said
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", said)
    assert not any(line.startswith("all of it") for line in said.split("\n"))


def as_bytes(file: str, data: bytes) -> Callable[[Path], None]:
    return lambda plan: (plan / file).write_bytes(data) and None


FIGURES_TEXT = (ROOT / "peelian/starter" / FIGURES).read_bytes()
BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "yaml that is none": (as_bytes("plan.yaml", b"a: [b\n"), "plan.yaml:"),
    "an empty plan": (as_bytes("plan.yaml", b""), "plan.yaml"),
    "nulls for a plan": (as_bytes("plan.yaml", b"\0" * 50), "plan.yaml"),
    "yaml in another encoding": (as_bytes("plan.yaml", "title: Pläne\n".encode("utf-16")), "plan.yaml"),
    "yaml that is very deep": (as_bytes("plan.yaml", b"[" * 5000), "plan.yaml"),
    "an empty file of figures": (as_bytes(FIGURES, b""), FIGURES),
    "figures in another encoding": (as_bytes(FIGURES, FIGURES_TEXT.replace(b"9,310", b"9\xff310")), FIGURES),
    "figures cut in half": (as_bytes(FIGURES, FIGURES_TEXT[: len(FIGURES_TEXT) // 2]), FIGURES),
    "a header that changed": (as_bytes(FIGURES, FIGURES_TEXT.replace(b"area,", b"place,", 1)), FIGURES),
    "words in another encoding": (as_bytes(WORDS, b"# crime\n\xff\xfe\n"), "safer-streets.md"),
    "no plan.yaml": (lambda plan: (plan / "plan.yaml").unlink(), "plan.yaml"),
}


@pytest.mark.parametrize(("break_it", "place"), BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("verb", ["validate", "build"])
def test_a_broken_plan_is_told_with_its_place(
    plan: Path, break_it: Callable[[Path], None], place: str, verb: str
) -> None:
    break_it(plan)
    done = inside(verb, str(plan), *(["first-paper", "--edition", "e"] if verb == "build" else []), here=plan)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode in (FINDINGS, WRONG_USE)
    assert "Traceback" not in said
    assert place in said
    assert not (plan / "editions/e").exists()


# --- answers for programs ---


def documented(title: str) -> dict[str, bool]:
    """Every path that the page of answers names for a command, with whether it is always there."""
    text = (ROOT / "docs/reference/json.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return {
        path: always == "yes" for path, always in re.findall(r"^\| `([^`]+)` \| [^|]+ \| (yes|no) \|", section, re.M)
    }


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Every path of an answer; `[]` is each item of a list."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (name := f"{path}.{key}" if path else key)
            yield from paths(below, name)
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, dict | list):
                yield f"{path}[]"
            yield from paths(item, f"{path}[]")


ASKED: dict[str, tuple[str, ...]] = {
    "validate": ("broken",),
    "load": ("our-plan",),
    "fetch": ("our-plan",),
    "build": ("our-plan", "first-paper"),
    "show": ("our-plan", "recorded-crime"),
    "trace": (EDITION, FIGURE),
    "diff": (EDITION, "later/editions/first-paper"),
    "verify": (EDITION,),
    "simulate": ("made-up", "--months", "2"),
}


@pytest.mark.parametrize("verb", ASKED)
def test_an_answer_has_the_fields_that_are_documented(desk: Path, verb: str) -> None:
    told = set(paths(answer(verb, *ASKED[verb], here=desk)))
    named = documented(f"peelian {verb}")
    assert told <= named.keys()
    outermost = {path for path, always in named.items() if always and not re.search(r"[.\[]", path)}
    assert outermost
    assert outermost <= told


def test_the_manifest_has_the_fields_that_are_documented(desk: Path) -> None:
    told = set(paths(json.loads((desk / EDITION / "manifest.json").read_bytes())))
    assert told <= documented("manifest.json").keys()


def test_every_command_that_answers_programs_is_asked() -> None:
    verbs = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    takes_json = {name for name, one in verbs.items() if "--json" in one.format_help()}  # type: ignore[union-attr]
    assert takes_json == ASKED.keys() | {"signals", "audit", "area"}  # tested beside their commands


def test_answers_say_what_people_are_told(desk: Path) -> None:
    found = answer("validate", "broken", here=desk)
    assert found["errors"] == sum(f["severity"] == "error" for f in found["findings"]) >= 1
    assert any("polarty" in f["says"] and f["where"].startswith(PRIORITY) for f in found["findings"])
    assert answer("verify", EDITION, here=desk) == {"intact": True, "rebuilt": True, "findings": []}
    shown = answer("show", "our-plan", "recorded-crime", here=desk)
    assert {f["id"]: f["value"] for f in shown["figures"]} == {
        "recorded-crime/force/ye-2025-03/value": "9800",
        "recorded-crime/force/ye-2026-03/value": "9310",
    }
    traced = answer("trace", EDITION, FIGURE, here=desk)
    assert [i["value"] for i in traced["trace"]["inputs"]] == ["9800", "9310"]
    changed = answer("diff", EDITION, "later/editions/first-paper", here=desk)["differences"]
    assert [(d["old"], d["new"]) for d in changed if d["figure"].endswith("ye-2026-03/value")] == [("9,310", "9,308")]


@pytest.mark.parametrize(("words", "code"), [(("validate", "broken"), FINDINGS), (("verify", EDITION), FINE)])
def test_an_answer_does_not_change_the_exit_code(desk: Path, words: tuple[str, ...], code: int) -> None:
    assert inside(*words, here=desk).returncode == inside(*words, "--json", here=desk).returncode == code


# --- terminals, pipes and other surroundings ---


def test_no_progress_bar_goes_into_a_pipe(desk: Path) -> None:
    done = run("build", "our-plan", "first-paper", here=desk)
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert b"\r" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal here")
def test_a_terminal_gets_one(desk: Path) -> None:
    """The control of the test above: the same command on a terminal draws its steps there."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.set_blocking(ours, False)
    command = [sys.executable, "-m", "peelian.cli", "build", "our-plan", "first-paper"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=desk, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        out = process.communicate(timeout=60)[0]
    drawn = os.read(ours, 100_000)
    os.close(theirs)
    os.close(ours)
    assert b"building: " in drawn
    assert b"\r" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends otherwise here")
def test_a_reader_that_goes_away_is_no_fault(desk: Path) -> None:
    command = f"{sys.executable} -m peelian.cli trace {EDITION} {FIGURE} --json | head -c 1 >/dev/null"
    script = f"{command}; echo ${{PIPESTATUS[0]}}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], cwd=desk, env=environment, capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.parametrize(
    "words",
    [
        ("show", "later", "recorded-crime"),
        ("trace", EDITION, FIGURE),
        ("validate", "broken"),
    ],
)
def test_a_windows_code_page_gets_its_answer(desk: Path, words: tuple[str, ...]) -> None:
    """What `peelian show … > file` writes on Windows, where a file gets the code page of the country."""
    done = run(*words, here=desk, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode in (FINE, FINDINGS)
    assert done.stderr == b""
    assert done.stdout


def test_what_is_shown_has_a_small_chart(desk: Path) -> None:
    said = inside("show", "later", "recorded-crime", here=desk).stdout.decode()
    assert re.search(r"^ +[▁▂▃▄▅▆▇█ ]{4}$", said, re.MULTILINE), said


# --- mistakes in their own words ---


def test_a_mistaken_path_is_wrong_use(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for words in (("new", str(tmp_path / "file/plan")), ("keygen", str(tmp_path / "nowhere/office.key"))):
        done = inside(*words, here=desk)
        assert done.returncode == WRONG_USE, words
        assert b"check the path" in done.stderr
        assert b"free some room" not in done.stderr


def test_a_fault_of_ours_is_one_line_and_a_traceback_only_when_asked_for(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vars(VERBS["keygen"]), "run", lambda _: 1 // 0)
    monkeypatch.delenv("PEELIAN_DEBUG", raising=False)
    done = inside("keygen", "x.key", here=desk)
    assert done.returncode == FAULT
    assert done.stderr.decode().splitlines() == [
        "peelian keygen: a fault of ours: ZeroDivisionError: integer division or modulo by zero;"
        " please report it with what you ran"
    ]
    monkeypatch.setenv("PEELIAN_DEBUG", "1")
    assert b"Traceback" in inside("keygen", "x.key", here=desk).stderr


def test_an_error_is_told_to_programs_too(desk: Path) -> None:
    done = inside("validate", "nowhere", "--json", here=desk)
    assert done.returncode == WRONG_USE
    assert "no plan.yaml here" in json.loads(done.stdout)["error"]
    stopped = inside("build", "broken", "first-paper", "--json", here=desk)
    assert stopped.returncode == FINDINGS
    assert "polarty" in json.loads(stopped.stdout)["error"]


def test_a_command_that_is_not_there_is_told_with_the_nearest(desk: Path) -> None:
    assert b"no command 'biuld'; did you mean 'build'" in inside("biuld", here=desk).stderr


@pytest.mark.parametrize("name", ["first-paper.yaml", "publications/first-paper.yaml"])
def test_a_publication_can_be_named_by_its_file(plan: Path, name: str) -> None:
    assert inside("build", str(plan), name, "--edition", "again", here=plan).returncode == FINE


def test_a_publication_with_a_slash_is_told_as_one(plan: Path) -> None:
    refused = inside("build", str(plan), "first/paper", here=plan)
    assert refused.returncode == WRONG_USE
    assert b"'first/paper' is no publication" in refused.stderr


@pytest.mark.parametrize("name", ["", "CON", "nul.txt", "May.", "a/b"])
def test_an_edition_has_a_name_that_every_system_takes(plan: Path, name: str) -> None:
    refused = inside("build", str(plan), "first-paper", "--edition", name, here=plan)
    assert refused.returncode == WRONG_USE
    assert b"cannot name an edition" in refused.stderr


def test_a_load_that_waits_for_another_says_so(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other load ends when this one has said that it waits: else it would wait for ever."""
    store = desk / "our-plan" / "store"
    with contextlib.ExitStack() as other:
        other.enter_context(locked(store))
        say = printing.print_waiting
        monkeypatch.setattr(printing, "print_waiting", lambda folder: (say(folder), other.close()))
        assert main(["load", str(store.parent)]) == 0
    assert capsys.readouterr().err == (
        f"{store}: another run of peelian is at work there; this one waits until it has ended\n"
    )

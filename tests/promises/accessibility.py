"""Promise 16 on the bytes of a page or a PDF: what is wrong with them, in words; nothing where all is well.

`check_html` and `check_pdf` take files by name and give a Tally.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import page as pdf_ua  # the package page-validation
import pikepdf
from playwright.sync_api import Browser, Page

from tests.promises import browser as browsers
from tests.promises.tally import Tally, tally

AXE = browsers.NODE_MODULES / "axe-core" / "axe.min.js"
VNU = browsers.NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = browsers.NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
HTML_VALIDATE_RULES = browsers.NODE_MODULES.parent / ".htmlvalidate.json"

# WCAG 2.0, 2.1 and 2.2 at levels A and AA, and what axe calls best practice.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
WIDE, NARROW = 1200, 320
RULES_OF_PDF_UA = 104


def why_not() -> str | None:
    """Why pages cannot be checked here, or None."""
    for tool in (AXE, VNU, HTML_VALIDATE):
        if not tool.exists():
            return f"{tool.name} is not there (run npm ci)"
    for program in ("java", "node"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return browsers.why_not()


def check_html(pages: Mapping[str, bytes]) -> Tally:
    """Every check of this module on every page."""
    by_vnu, by_html_validate = vnu(pages), html_validate(pages)
    with browsers.chromium() as browser:
        faults = {
            name: [*by_vnu[name], *by_html_validate[name], *_in_browser(content, browser)]
            for name, content in pages.items()
        }
    return tally("promise 16, HTML", faults)


def check_pdf(files: Mapping[str, bytes]) -> Tally:
    """All 104 rules of PDF/UA-1, language and title, on every file."""
    return tally("promise 16, PDF", {name: pdf_faults(content) for name, content in files.items()})


def _in_browser(content: bytes, browser: Browser) -> list[str]:
    """What the four checks below say of a page, which is opened once for each width."""
    with _opened(browser, content, WIDE) as (page, asked):
        by_keyboard = _by_keyboard(page)
        page.wait_for_load_state("networkidle")
        faults = [*_axe_says(page, WIDE), *by_keyboard, *(f"asks for {url}" for url in dict.fromkeys(asked))]
    with _opened(browser, content, NARROW) as (page, _):
        return [*faults, *_axe_says(page, NARROW), *_too_wide(page)]


@contextmanager
def _opened(browser: Browser, content: bytes, width: int) -> Iterator[tuple[Page, list[str]]]:
    """The page in a window so wide, with axe in it, and the addresses that it asked for."""
    with browsers.context(browser, width=width) as context:
        page = context.new_page()
        page.add_init_script(path=AXE)
        yield page, browsers.show(page, content)


def axe(content: bytes, browser: Browser) -> list[str]:
    """Violations that axe-core sees, on a wide page and a narrow one, everything folded opened."""
    faults = []
    for width in (WIDE, NARROW):
        with _opened(browser, content, width) as (page, _):
            faults += _axe_says(page, width)
    return faults


def _axe_says(page: Page, width: int) -> list[str]:
    page.evaluate(_UNFOLD)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        list(AXE_TAGS),
    )
    if not found["passes"]:
        return [f"axe at {width} px: nothing was checked"]
    return [
        f"axe at {width} px: {rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sideways(content: bytes, browser: Browser) -> list[str]:
    """Whether a page 320 pixels wide (WCAG 2.2, 1.4.10 Reflow) scrolls sideways, unfolded."""
    with _opened(browser, content, NARROW) as (page, _):
        return _too_wide(page)


def _too_wide(page: Page) -> list[str]:
    page.evaluate(_UNFOLD)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{NARROW} px wide, scrolls to {width} px"] if width > NARROW else []


_UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"

_REACHABLE = """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
    .map((each, at) => { each.dataset.reach = at; return each.outerHTML.slice(0, 120) })"""

_FOCUSED = """() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return null
    const style = getComputedStyle(focused)
    const box = focused.getBoundingClientRect()
    return {
        reach: focused.dataset.reach ?? null, html: focused.outerHTML.slice(0, 120),
        ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    }
}"""


def keyboard(content: bytes, browser: Browser) -> list[str]:
    """Whether the Tab key reaches every link, fold and scrolled table in turn, seen, and the skip link skips."""
    with _opened(browser, content, WIDE) as (page, _):
        return _by_keyboard(page)


def _by_keyboard(page: Page) -> list[str]:
    """Of a page as it was opened; it is opened again on the way."""
    wanted = page.evaluate(_REACHABLE)
    page.evaluate(f"() => {{ window.met = []; addEventListener('focusin', () => met.push(({_FOCUSED})())) }}")
    for _ in range(len(wanted) + 1):
        page.keyboard.press("Tab")
    faults = []
    seen: list[int] = []
    for at in filter(None, page.evaluate("met")):
        if at["reach"] is not None:
            seen.append(int(at["reach"]))
        if not at["ringed"] or not at["inside"]:
            faults.append(f"keyboard: focus cannot be seen on {at['html']}")
    faults += [f"keyboard: never reached {wanted[at]}" for at in range(len(wanted)) if at not in seen]
    if seen != sorted(seen):
        faults.append("keyboard: the order of Tab is not the order of the page")
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.tagName") != "MAIN":
        faults.append("keyboard: the first link does not lead to the main part")
    return faults


def requests(content: bytes, browser: Browser) -> list[str]:
    """Addresses that the page asks for by itself."""
    with _opened(browser, content, WIDE) as (page, asked):
        page.wait_for_load_state("networkidle")
        return [f"asks for {url}" for url in asked]


def vnu(pages: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Errors of the Nu HTML checker, by page."""
    with TemporaryDirectory() as folder:
        names = _written(pages, Path(folder))
        command = ["java", "-Xss2m", "-jar", str(VNU), "--format", "json", "--stdout", "--exit-zero-always"]
        done = subprocess.run([*command, *names], capture_output=True, check=True, text=True)
    faults: dict[str, list[str]] = {name: [] for name in pages}
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] != "info":
            name = names[str(Path(message["url"].removeprefix("file:")))]
            faults[name].append(f"vnu, line {message.get('lastLine')}: {message['message']}")
    return faults


def html_validate(pages: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Errors of html-validate's recommended rules, by page."""
    with TemporaryDirectory() as folder:
        names = _written(pages, Path(folder))
        # To a file: through a pipe the tool cuts its answer off.
        answer = Path(folder) / "answer.json"
        command = ["node", str(HTML_VALIDATE), "--config", str(HTML_VALIDATE_RULES), f"--formatter=json={answer}"]
        subprocess.run([*command, *names], capture_output=True, check=False)
        results = json.loads(answer.read_text(encoding="utf-8"))
    faults: dict[str, list[str]] = {name: [] for name in pages}
    for result in results:
        faults[names[result["filePath"]]] += [
            f"html-validate, line {message['line']}: {message['message']}"
            for message in result["messages"]
            if message["severity"] == 2
        ]
    return faults


def _written(pages: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Each page in a file of its own; from the file's path to the page's name."""
    names = {}
    for at, (name, content) in enumerate(pages.items()):
        path = folder / f"{at}.html"
        path.write_bytes(content)
        names[str(path)] = name
    return names


def pdf_faults(content: bytes) -> list[str]:
    """Rules of PDF/UA-1 (ISO 14289-1) that the file breaks; its language, its title and that it is shown."""
    report = pdf_ua.validate_pdf_bytes(content, profile="ua1")
    faults = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    if report.rules.total != RULES_OF_PDF_UA:
        faults.append(f"{report.rules.total} rules were checked, not {RULES_OF_PDF_UA}")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not str(pdf.Root.get("/Lang", "")):
            faults.append("no language")
        if not str(pdf.docinfo.get("/Title", "")):
            faults.append("no title")
        if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            faults.append("the window does not show the title")
    return faults

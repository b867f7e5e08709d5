"""Promise 12 on the bytes of a page or a PDF: whether a text that somebody typed was read as anything but text.

`payloads()` are the texts to type. `html_faults` and `pdf_faults` say in words what a file does that it must
not; nothing where it is inert.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from playwright.sync_api import Browser, Dialog, Error, Page

from peelian.editions.build import BESIDE
from tests.promises import browser as browsers
from tests.promises.tally import Tally, tally

# What a hostile text may start with, to get out of the place it is printed in.
_WAYS_OUT = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</style>{}",
    "</svg>{}",
    "</desc></svg>{}",
    "</textarea></noscript>{}",
    "-->{}<!--",
    "]]>{}<![CDATA[",
    "</td></table>{}",
    "</a></p></main>{}",
    "</script>{}",
)

_ELEMENTS = (
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<script src=//evil.test/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set onbegin=alert(1) attributename=x to=1>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<object data=data:text/html,<script>alert(1)</script>></object>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.test/>",
    "<link rel=stylesheet href=//evil.test/x.css>",
    "<style>*{background:url(//evil.test/x)}</style>",
)

_ALONE = (
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)" tabindex="1',
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)' tabindex='1",
    "x onfocus=alert(1) autofocus tabindex=1 ",
    '"style="animation-name:x" onanimationstart="alert(1)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "＜script＞alert(1)＜/script＞",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<\tscript>alert(1)</script\n>",
    "{{ self.__init__.__globals__ }}",
    "{{ 7 * 7 }}{% for x in (1).__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${alert(1)}#{alert(1)}<%= alert(1) %>",
    '#eval("1+1") #sys.inputs #read("/etc/passwd")',
    '#image("/etc/passwd") #link("javascript:alert(1)")[x]',
    "$ x^2 $ *b* _e_ `raw` = heading <label> @label",
    "]#text(99pt)[large] \\ // /* */",
    "\\input{/etc/passwd} \\write18{id} $\\href{javascript:alert(1)}{x}$",
    '[x](javascript:alert(1)) ![x](x "onerror=alert(1)") <javascript:alert(1)>',
    "```{=html}\n<script>alert(1)</script>\n```",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
)

_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://evil.test/x",
    "file:///etc/passwd",
    "//evil.test/x",
    "/\\evil.test",
    "\\\\evil.test\\share",
    "http:evil.test",
    "http://good.test@evil.test/",
    'https://good.test" onclick="alert(1)',
    "https://good.test' onfocus='alert(1)' autofocus='",
    "https://good.test/><script>alert(1)</script>",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "mailto:x@good.test?subject=<script>alert(1)</script>",
    'mailto:"><script>alert(1)</script>@good.test',
    '#"><script>alert(1)</script>',
    "#javascript:alert(1)",
    "ms-excel:ofe|u|https://evil.test/x.xlsx",
    "search-ms:query=x",
)

SCHEMES = ("http://", "https://", "mailto:")


def payloads() -> list[str]:
    """More than 300 hostile texts, each of which belongs into every text and every address of a document."""
    wrapped = [way.format(element) for way in _WAYS_OUT for element in _ELEMENTS]
    return [*wrapped, *_ALONE, *_ADDRESSES]


# Before the page's own scripts: counts what would show that one ran, and what the policy had to stop.
_WATCH = """() => {
    window.ran = []
    window.stopped = []
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch']) {
        window[name] = () => { window.ran.push(name) }
    }
    document.addEventListener('securitypolicyviolation', event => {
        window.stopped.push(event.violatedDirective + ' ' + (event.blockedURI || event.sample))
    })
}"""

# Elements that the page may hold, and whether an attribute may run anything.
_LOOK = """schemes => {
    const found = []
    const forbidden = 'script iframe frame object embed applet base form input button textarea select img ' +
        'video audio source link template noscript foreignObject animate set image math marquee'
    const shown = each => each.cloneNode(false).outerHTML.slice(0, 90)
    for (const each of document.querySelectorAll(forbidden.split(' ').join(','))) found.push('holds ' + shown(each))
    if (document.querySelectorAll('style').length !== 1) found.push('holds another style element')
    for (const each of document.querySelectorAll('meta[http-equiv]')) {
        if (each.httpEquiv !== 'Content-Security-Policy') found.push('holds ' + shown(each))
    }
    for (const each of document.querySelectorAll('*')) {
        for (const {name, value} of each.attributes) {
            if (name.startsWith('on') || name === 'style' || name === 'srcdoc' || name === 'autofocus') {
                found.push(`has ${name}="${value.slice(0, 60)}"`)
            }
        }
        const address = each.getAttribute('href') ?? each.getAttribute('xlink:href') ?? each.getAttribute('src')
        const beside = each instanceof HTMLAnchorElement && BESIDE.includes(address)
        if (address !== null && !address.startsWith('#') && !beside) {
            const whole = schemes.some(scheme => address.startsWith(scheme))
            if (!(each instanceof HTMLAnchorElement) || !whole || each.username) {
                found.push(`points to ${address.slice(0, 80)}`)
            }
        }
    }
    return found
}"""

# Events that a pointer or a key would cause, and a click on every link that is a script.
_TOUCH = """() => {
    for (const each of document.querySelectorAll('*')) {
        for (const kind of ['mouseover', 'focus', 'toggle', 'animationstart']) {
            each.dispatchEvent(new Event(kind))
        }
    }
    for (const each of document.querySelectorAll('a[href]')) {
        if (each.protocol === 'javascript:') each.click()
    }
}"""


# The files of an edition that its page leads to, and no others.
_FILES = json.dumps([path for _, path in BESIDE])
_LOOK = _LOOK.replace("BESIDE", _FILES)

_REPORT = f"""schemes => {{
    const found = ({_LOOK})(schemes);
    ({_TOUCH})();
    return {{found, ran: window.ran, stopped: window.stopped}}
}}"""

# Asked of the window that holds the frames: what each of them reports.
_REPORTS = "schemes => Array.from(window.frames).map(frame => frame.report(schemes))"

# Milliseconds. A page that is only text answers in a few; some hostile pages hang the browser for good.
_PATIENCE = 15_000
FRAMES = 10  # pages beside each other


class Watched:
    """A browser page that opens one file after another and says what each did."""

    def __init__(self, browser: Browser, *, bypass_csp: bool = False, patience: int = _PATIENCE) -> None:
        self._patience = patience
        self._context = browser.new_context(bypass_csp=bypass_csp)
        self._page = self._opened()

    def _opened(self) -> Page:
        """A new page, and a new list of what is said in it: what one before says late is not laid at its door."""
        said: list[str] = []
        page = self._context.new_page()
        page.set_default_timeout(self._patience)
        page.add_init_script(f"({_WATCH})(); Object.defineProperty(window, 'report', {{value: {_REPORT}}})")
        page.on("dialog", lambda dialog: _dismissed(dialog, said))
        page.on("pageerror", lambda error: said.append(f"a script failed: {error}"))
        page.on("console", lambda message: said.append(f"console: {message.text[:120]}"))
        self._said = said
        return page

    def faults(self, content: bytes) -> list[str]:
        self._said.clear()
        try:
            asked = browsers.show(self._page, content)
            told = self._page.wait_for_function(_REPORT, arg=list(SCHEMES)).json_value()
        except Error as error:
            said = [*self._said, f"the browser gave up: {str(error).splitlines()[0]}"]
            self._page = self._opened()
            return said
        return [
            *told["found"],
            *(f"ran {name}" for name in told["ran"]),
            *(f"the policy had to stop {what}" for what in told["stopped"]),
            *(f"asks for {url}" for url in asked),
            *self._said,
        ]

    def faults_of(self, pages: Mapping[str, bytes]) -> dict[str, list[str]]:
        """The faults of each page by name: alone, where it is not one of a window full of pages that do nothing.

        To open a page takes a browser longer than to read it, so several stand in frames beside each other at first.
        """
        faults: dict[str, list[str]] = {}
        names = list(pages)
        for start in range(0, len(names), FRAMES):
            beside = names[start : start + FRAMES]
            inert = self._inert([pages[name] for name in beside])
            faults |= {name: [] if inert else self._alone(pages[name]) for name in beside}
        return faults

    def _alone(self, content: bytes) -> list[str]:
        self._page.close()
        self._page = self._opened()
        return self.faults(content)

    def _inert(self, pages: Sequence[bytes]) -> bool:
        """Whether none of the pages does anything, each in a frame of its own in one window."""
        self._said.clear()
        try:
            asked = browsers.show_beside(self._page, pages)
            told = self._page.wait_for_function(_REPORTS, arg=list(SCHEMES)).json_value()
        except Error:
            self._page = self._opened()
            return False
        return len(told) == len(pages) and not asked and not self._said and not any(any(one.values()) for one in told)

    def close(self) -> None:
        self._context.close()


def _dismissed(dialog: Dialog, said: list[str]) -> None:
    said.append(f"opened a dialog: {dialog.message}")
    dialog.dismiss()


def html_faults(content: bytes, browser: Browser, *, bypass_csp: bool = False, patience: int = _PATIENCE) -> list[str]:
    """What a page does that text must not. With `bypass_csp` the page stands without its policy."""
    watched = Watched(browser, bypass_csp=bypass_csp, patience=patience)
    try:
        return watched.faults(content)
    finally:
        watched.close()


def check_html(pages: Mapping[str, bytes], bare_every: int = 1) -> Tally:
    """Every page as it is, and each `bare_every`th also without its policy: escaping alone has to be enough."""
    with browsers.chromium() as browser:
        guarded, bare = Watched(browser), Watched(browser, bypass_csp=True)
        faults = guarded.faults_of(pages)
        for name, found in bare.faults_of(dict(list(pages.items())[::bare_every])).items():
            faults[name] += [f"without policy: {fault}" for fault in found]
    return tally("promise 12, HTML", faults)


# Keys and actions of a PDF that run, open, fetch or carry something (ISO 32000-1, 12.6 and 7.11).
_ACTIVE_KEYS = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/OpenAction",
    "/Launch",
    "/EmbeddedFiles",
    "/EF",
    "/RichMedia",
    "/XFA",
    "/AcroForm",
}
_ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/ResetForm",
    "/Rendition",
    "/Movie",
    "/Named",
    "/Hide",
    "/SetOCGState",
    "/RichMediaExecute",
    "/Thread",
}
_LINKABLE = re.compile(r"(https?://[a-z0-9.-]+(:\d+)?([/?#]|$)|mailto:[^?\s]+$)", re.IGNORECASE)


def pdf_faults(content: bytes, text: str | None = None, printed: str | None = None) -> list[str]:
    """What a PDF holds that text must not. With `text`, whether `printed` (the words of its pages) has it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        faults = [fault for each in pdf.objects for fault in _active(each)]
    if text is not None and _squeezed(text) not in _squeezed(printed or ""):
        faults.append(f"does not print {text!r} as it was typed")
    return faults


def check_pdf(files: Mapping[str, bytes]) -> Tally:
    return tally("promise 12, PDF", {name: pdf_faults(content) for name, content in files.items()})


def _active(each: pikepdf.Object) -> Iterator[str]:
    """Faults of one object and of what stands in it; what it refers to is looked at by itself."""
    if isinstance(each, pikepdf.Array):
        for inner in each:
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from _active(inner)
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key, value in each.items():
        if key in _ACTIVE_KEYS:
            yield f"has {key}"
        if key == "/S" and str(value) in _ACTIVE_ACTIONS:
            yield f"has the action {value}"
        if key == "/URI" and not _LINKABLE.match(str(value)):
            yield f"points to {str(value)[:80]}"
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _active(value)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)

"""How long papers take to be read, cold, against the bounds, and how much of that is the PDF library.

    python bench/audit_reading.py

Packs of 70 pages and more: a tagged one by our own renderer, the same text untagged (pages put into a new file, which
keeps no structure), and one of text alone. Best of three, each in a process of its own, start-up of Python included.
The bounds are held against seconds of the processor, where the system counts them: reading waits for nothing, and
what else the machine does is not counted. Prints seconds, bounds, pages and peak memory; exits 1 where a bound is
passed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MOST_SECONDS_OF_A_PACK = 8.0
MOST_SECONDS_OF_TEXT = 3.0
PAGES = 70
RUNS = 3


def main() -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        packs = {name: make(Path(folder)) for name, make in PACKS.items()}
        for name, (path, most) in packs.items():
            took, waited, megabytes = best(path)
            pages, library, whole, _ = inside(path)
            missed += took > most
            print(f"{name:28} {pages:3} pages {took:6.2f} s, at most {most} s ({waited:.1f} s by the clock)")
            print(f"{'':38} {library / whole:4.0%} of that in pdfium and its bindings; {megabytes} MB at most")
            if pages < PAGES:
                raise SystemExit(f"{name} has {pages} pages, fewer than {PAGES}")
    return int(missed > 0)


def best(path: Path) -> tuple[float, float, int]:
    """Seconds of the processor and of the clock of the fastest run of reading one paper as the command line does.

    And the most memory that the limited process held, in MB; 0 where the system does not count it.
    """
    code = "import sys; from pathlib import Path; from peelian.audit.papers.from_file import read_paper; "
    code += "paper = read_paper(Path(sys.argv[1])); "
    if sys.platform != "win32":
        code += "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); "
    code += "sys.exit(not paper.blocks)"
    took = []
    for _ in range(RUNS):
        start, before = time.perf_counter(), processor()
        done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, check=False)
        waited = time.perf_counter() - start
        took.append((processor() - before, waited, int(done.stdout or 0)))
        if done.returncode:
            raise SystemExit(f"{path.name} could not be read")
    return min(took)


def processor() -> float:
    """Seconds of processor time of all processes started so far; those of the clock on Windows."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def inside(path: Path) -> tuple[int, float, float, Any]:
    """Pages, seconds in pdfium and its bindings (glyphs, structure, lines drawn), seconds in all, and the paper."""
    from peelian.audit.papers.pdf import reader

    spent = [0.0]

    def timed(look: Callable[..., Any]) -> Callable[..., Any]:
        def looking(*given: Any) -> Any:
            start = time.process_time()
            try:
                return look(*given)
            finally:
                spent[0] += time.process_time() - start

        return looking

    kept = {name: getattr(reader, name) for name in ("letters_of", "tags_of", "rules_of")}
    for name, look in kept.items():
        setattr(reader, name, timed(look))
    try:
        start = time.process_time()
        paper = reader.read(path, path.name)
        return paper.pages or 0, spent[0], time.process_time() - start, paper
    finally:
        for name, look in kept.items():
            setattr(reader, name, look)


def tagged(folder: Path) -> tuple[Path, float]:
    from peelian.render import pdf
    from tests.promises.papers_to_read import paper

    path = folder / "tagged.pdf"
    path.write_bytes(pdf.render(paper(1, tables=95)))
    return path, MOST_SECONDS_OF_A_PACK


def untagged(folder: Path) -> tuple[Path, float]:
    return joined(tagged(folder)[0], folder / "untagged.pdf"), MOST_SECONDS_OF_A_PACK


def text_alone(folder: Path) -> tuple[Path, float]:
    from dataclasses import replace

    from peelian.publications.blocks import Table
    from peelian.render import pdf
    from tests.promises.papers_to_read import paper

    document = paper(2, tables=180)
    (folder / "with tags.pdf").write_bytes(
        pdf.render(replace(document, blocks=tuple(b for b in document.blocks if not isinstance(b, Table))))
    )
    return joined(folder / "with tags.pdf", folder / "text.pdf"), MOST_SECONDS_OF_TEXT


def joined(source: Path, path: Path) -> Path:
    """The pages of a file in a new one, as packs of papers are made; their structure is lost on the way."""
    import pypdfium2 as pdfium

    pack = pdfium.PdfDocument.new()
    pack.import_pages(pdfium.PdfDocument(source))
    pack.save(path)
    return path


PACKS = {"tagged, with tables": tagged, "untagged, with tables": untagged, "untagged, text alone": text_alone}

if __name__ == "__main__":
    raise SystemExit(main())

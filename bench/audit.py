"""How long `peelian audit` takes from cold on whole packs, and on 500 papers, against the bounds.

    python bench/audit.py

Packs of 70 pages and more (those of bench/audit_reading.py, with three to eight times the statements of a real pack,
and one with about as much text and as many statements as a real one): the whole command, start-up of Python included,
best of three; the reading itself, which is finding and checking the statements of the text that was extracted; the
share of the extraction that is the PDF library; and in the same run, for comparison, the text that pypdfium2 alone and
pdftotext, where it is installed, take out of the same file. Then 50, 200 and 500 papers of ten pages and more over two
processes: time, and the most memory of all processes together, which may not grow with their number. Bounds are of
the clock, for cores that do nothing else; seconds of the processor stand beside it, and may lack those of a copy of a
process that was ended before it was counted. Exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.audit_reading import PACKS, PAGES, RUNS, inside, joined, processor  # noqa: E402

MOST_SECONDS = 8.0  # from cold
MOST_SECONDS_OF_TEXT = 3.0  # from cold, without tables
MOST_SECONDS_OF_READING = 1.0
MOST_GROWTH = 1.2  # of memory, from the smallest set to the largest
SETS = (50, 200, 500)
TABLES = (12, 24)  # of a paper of a set: about 10 to 20 pages
REAL = "as real packs are, text alone"
KINDS = 10  # different papers in a set; the others are copies with other names
COMMAND = [sys.executable, "-c", "import sys; from peelian.cli import main; sys.exit(main())", "audit", "--json"]
UNCHECKED = (
    "The panel asked that the next report should say more of what is done with the answers that people give.",
    "Officers in every district were trained in the use of the new forms before the end of March 2026.",
    "A review of the estate began in June 2025 and will be brought to the meeting of the board in the autumn.",
    "Nobody was turned away, and those who waited longest were told in writing why that was so.",
    "Partners meet every month, and the notes of their meetings are kept with those of the steering group.",
    "Work on the second phase of the programme has begun, as paragraph 4.2 of the plan of 2024/25 foresaw.",
)
BARE = (
    "import sys, pypdfium2; pages = pypdfium2.PdfDocument(sys.argv[1]); "
    "print(sum(len(page.get_textpage().get_text_range()) for page in pages))"
)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sets", type=int, nargs="*", default=SETS, help="how many papers each set has, fewest first")
    asked.add_argument("--packs", nargs="*", default=[*PACKS, REAL], help="which packs are read")
    given = asked.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in given.packs:
            if name == REAL:
                missed += pack(name, like_a_real_one(Path(folder)), MOST_SECONDS_OF_TEXT, True)
            else:
                missed += pack(name, PACKS[name](Path(folder))[0], MOST_SECONDS, False)
        missed += sets(Path(folder), given.sets) if given.sets else 0
    return int(missed > 0)


def pack(name: str, path: Path, most: float, like_real: bool) -> int:
    """Prints how long one pack takes; how many bounds it misses."""
    waited, took = fastest([*COMMAND, str(path)])
    pages, library, extracting, _ = min((inside(path) for _ in range(RUNS)), key=lambda one: one[2])
    if pages < PAGES:
        raise SystemExit(f"{name} has {pages} pages, fewer than {PAGES}")
    reading, statements, characters = read_itself(path)
    print(f"{name}, {pages} pages, {characters:,} characters, {statements:,} statements")
    told("peelian audit, from cold", waited, most, took)
    told("text and tables out of the file", extracting)
    print(f"  {'of that in pdfium and its bindings':38} {library / extracting:6.0%}")
    told("reading itself", reading, MOST_SECONDS_OF_READING if like_real else None)
    told("pypdfium2 alone, text only, from cold", fastest([sys.executable, "-c", BARE, str(path)])[0])
    if shutil.which("pdftotext"):
        told("pdftotext -layout, text only", fastest(["pdftotext", "-layout", str(path), os.devnull])[0])
    return (waited > most) + (like_real and reading > MOST_SECONDS_OF_READING)


def read_itself(path: Path) -> tuple[float, int, int]:
    """Seconds of the best run of all checks on an extracted paper, how many statements it has, and characters."""
    from peelian.audit.audit import checked
    from peelian.audit.papers.paper import Passage

    took = []
    for _ in range(RUNS):
        paper = inside(path)[3]
        start = time.process_time()
        done, _ = checked(paper)
        took.append(time.process_time() - start)
    said = (
        block.text if isinstance(block, Passage) else "".join(cell.text for row in block.rows for cell in row)
        for block in paper.blocks
    )
    return min(took), len(done.claims) + done.left, sum(map(len, said))


def told(what: str, seconds: float, most: float | None = None, of_processor: float | None = None) -> None:
    bound = "" if most is None else f", at most {most:g} s" + (": MISSED" if seconds > most else "")
    busy = "" if of_processor is None else f" ({of_processor:.2f} s of the processor)"
    print(f"  {what:38} {seconds:6.2f} s{bound}{busy}", flush=True)


def fastest(command: list[str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor of the best run of a command, those it starts included."""
    took = []
    for _ in range(RUNS):
        start, before = time.perf_counter(), processor()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        took.append((time.perf_counter() - start, processor() - before))
        if b"Traceback" in done.stderr or done.returncode not in (0, 1):  # 1: a statement does not come out
            raise SystemExit(done.stderr.decode())
    return min(took)


def like_a_real_one(folder: Path) -> Path:
    """A pack whose pages are full and say little that can be checked: two statements or three on each."""
    from peelian.publications.blocks import Heading, NoteRef, Paragraph, Text
    from peelian.render import pdf
    from tests.promises.papers_to_read import paper

    random = Random("as real packs are")
    every = [block for block in paper(3, tables=90).blocks if isinstance(block, Paragraph)]
    stated = [block for block in every if not any(isinstance(inline, NoteRef) for inline in block.inlines)]
    blocks: list[Any] = []
    for chapter in range(1, PAGES + 8):
        blocks.append(Heading(1, f"Chapter {chapter}", f"c-{chapter}", str(chapter)))
        blocks += random.sample(stated, 1)
        blocks += [
            Paragraph((Text(" ".join(random.choices(UNCHECKED, k=4))),), f"{chapter}.{at}") for at in range(1, 8)
        ]
    path = folder / "as real.pdf"
    path.write_bytes(pdf.render(replace(paper(3, tables=1), blocks=tuple(blocks))))
    return joined(path, folder / "as real, untagged.pdf")


def sets(folder: Path, counts: Sequence[int]) -> int:
    """Prints time and memory of sets of papers, JSON spooled as for a program; how many bounds are missed."""
    kinds = papers(folder)
    held = []
    for count in counts:
        place = folder / f"set{count}"
        place.mkdir()
        for at in range(count):
            (place / f"paper {at:03}.pdf").hardlink_to(kinds[at % len(kinds)])
        seconds, megabytes = watched([*COMMAND, str(place)])
        memory = f"{megabytes:.0f} MB at most in all processes" if megabytes else "memory is not counted here"
        print(f"{count} papers over two processes: {seconds:.1f} s by the clock, {memory}", flush=True)
        held.append(megabytes)
    if not all(held):
        return 0
    growth = held[-1] / held[0]
    over = growth > MOST_GROWTH
    print(f"  memory of {counts[-1]} to that of {counts[0]}: {growth:.2f}, at most {MOST_GROWTH}{': MISSED' * over}")
    return int(over)


def papers(folder: Path) -> list[Path]:
    """Different papers, tagged and untagged in turn."""
    from peelian.render import pdf
    from tests.promises.papers_to_read import paper

    made, pages = [], []
    for at in range(KINDS):
        path = folder / f"kind{at}.pdf"
        tables = TABLES[0] + (TABLES[1] - TABLES[0]) * at // (KINDS - 1)
        path.write_bytes(pdf.render(paper(100 + at, tables=tables)))
        pages.append(inside(path)[0])
        made.append(joined(path, folder / f"untagged{at}.pdf") if at % 2 else path)
    print(f"papers of {min(pages)} to {max(pages)} pages, {KINDS} different ones")
    return made


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock, and the most MB that the command and its children held together; 0 without /proc."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        most, ended = [0.0], threading.Event()

        def look() -> None:
            while not ended.wait(0.1):
                most[0] = max(most[0], held_by(running.pid))

        watching = threading.Thread(target=look)
        watching.start()
        said = running.communicate()[1]
        ended.set()
        watching.join()
    if b"Traceback" in said or running.returncode not in (0, 1):
        raise SystemExit(said.decode())
    return time.perf_counter() - start, most[0]


def held_by(process: int) -> float:
    """Resident MB of a process and of all below it, from /proc; what they share is counted for each."""
    try:
        status = Path(f"/proc/{process}/status").read_text().splitlines()
        own = next((int(line.split()[1]) for line in status if line.startswith("VmRSS:")), 0)
        below = [
            int(child)
            for task in Path(f"/proc/{process}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:  # it has ended meanwhile, or there is no /proc
        return 0.0
    return own / 1024 + sum(held_by(child) for child in below)


if __name__ == "__main__":
    raise SystemExit(main())

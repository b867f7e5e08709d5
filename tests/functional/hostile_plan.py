"""A plan in which everything that somebody types is hostile, and its harmless twin of the same shape."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from peelian.editions.build import BESIDE, build
from peelian.editions.workfolder import open_work
from peelian.publications.blocks import Link, plain
from peelian.publications.commentary import read_markdown
from peelian.publications.registry import COMPOSERS
from peelian.render.formats import DOCUMENTS

MONTHS = tuple(f"2025-{month:02}" for month in range(4, 13))
COLUMNS = ("measure", "area", "breakdown", "period", "statistic", "value", "unit", "printed", "qualifier")
COLUMNS += ("status", "as_at", "document", "paragraph")


def spoken(text: str) -> str | None:
    """What Markdown reads of a text as words of a paragraph; None where it is refused, or is no single line of words.

    What is refused ends the build with a finding, which is as good as inert.
    """
    if text != text.strip() or "\n" in text or "{{" in text:
        return None
    read = read_markdown(f"# a\n{text}\n", "a.md")
    runs = read.paragraphs["a"].runs
    return plain(runs[0]) if len(runs) == 1 and not read.findings else None


def linkable(address: str) -> bool:
    """Whether Markdown makes a link of an address; any other is a finding, or stays the words it is."""
    read = read_markdown(f"# a\n[here](<{address}>)\n", "a.md")
    return [type(inline) for inline in read.paragraphs["a"].runs[0]] == [Link] and not read.findings


def edition(folder: Path, texts: Sequence[str], links: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file of an edition whose titles, names, captions, cover, words and notes are these texts."""
    write(folder, texts, links)
    return dict(build(open_work(folder, "paper", "e"), "e", epoch=None).files)


def office_files(folder: Path, texts: Sequence[str], links: Sequence[str] = ()) -> dict[str, bytes]:
    """Of the same edition the two office files alone, which are made in a fraction of the time."""
    write(folder, texts, links)
    work = open_work(folder, "paper", "e")
    composed = COMPOSERS[work.publication.kind](work.plan, work.publication, work.figures, work.commentary)
    document = replace(composed.document, issued=work.publication.issued, beside=BESIDE)
    return {f"paper.{kind}": DOCUMENTS[kind](document) for kind in ("docx", "odt")}


def write(folder: Path, texts: Sequence[str], links: Sequence[str]) -> None:
    first = texts[0]
    yaml = {
        "plan.yaml": plan(texts),
        "priorities/01-one.yaml": priority(texts),
        "measures/measures.yaml": measures(first),
        "publications/paper.yaml": publication(texts),
        "sources.yaml": {"typed": source(first)},
    }
    for name, content in yaml.items():
        put(folder / name, json.dumps(content))
    put(folder / "figures/typed.csv", figures(texts))
    put(folder / "commentary/paper/one.md", words(texts, links))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def plan(texts: Sequence[str]) -> dict[str, Any]:
    areas = [{"id": f"a{n}", "name": text, "level": "district", "parent": "force"} for n, text in enumerate(texts)]
    return {
        "id": "plan",
        "title": texts[0],
        "body": {"name": texts[0], "short": texts[0]},
        "force": {"name": texts[0], "short": texts[0]},
        "term": {"first": "2024-05-09"},
        "notices": list(texts[:5]),
        "areas": {
            "levels": ["force", "district"],
            "list": [{"id": "force", "name": texts[0], "level": "force"}, *areas],
        },
        "lists": [{"id": "codes", "title": texts[0], "values": list(texts), "of": texts[0], "source": texts[0]}],
        # The digits in a text are those of a name, so that the build does not stop at them.
        "terms": [term for text in texts for term in {text.strip(), spoken(text)} if term],
    }


def priority(texts: Sequence[str]) -> dict[str, Any]:
    waiting = [
        {"id": f"w{n}", "title": text, "kind": "in-development", "polarity": "higher", "awaits": text}
        for n, text in enumerate(texts)
    ]
    counted = {
        "id": "counted",
        "title": texts[0],
        "kind": "trajectory",
        "polarity": "lower",
        "measure": "counted",
        "baseline": {"period": "ye-2025-03", "note": texts[0]},
        "note": texts[0],
    }
    return {"id": "one", "title": texts[0], "kpis": [counted, *waiting]}


def measures(text: str) -> list[dict[str, Any]]:
    said = {"subject": f"the number of {text}", "noun": text, "one": text}
    told = {"definition": text, "system": text, "caveats": [text]}
    return [{"id": "counted", "title": text, "kind": "published", "unit": "count", "words": said} | told]


def publication(texts: Sequence[str]) -> dict[str, Any]:
    say = [
        {"kpis": ["counted"]},
        {"form": "ranked-areas", "kpis": ["counted"], "level": "district", "top": len(texts)},
        {"form": "in-development", "kpis": [f"w{n}" for n in range(len(texts))]},
    ]
    paragraph = {
        "id": "all",
        "say": say,
        "table": {"kpis": ["counted"], "caption": texts[0], "first": texts[0]},
        "charts": [{"kpi": "counted", "title": texts[0]}],
    }
    return {
        "kind": "board-paper",
        "title": texts[0],
        "subtitle": texts[0],
        "issued": "2026-05-18",
        "period": "ye-2026-03",
        "document": "report",
        "lists": ["codes"],
        "cover": [{"label": text, "value": text} for text in texts],
        "chapters": [{"id": "one", "title": texts[0], "paragraphs": [paragraph]}],
    }


def source(text: str) -> dict[str, Any]:
    told = dict.fromkeys(("title", "publisher", "origin", "licence"), text)
    dates = dict.fromkeys(("published", "received"), "2026-05-01")
    return told | dates | {"format": "figures", "files": ["figures/typed.csv"]}


def figures(texts: Sequence[str]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(COLUMNS)
    paragraph = " ".join(texts[0].split())
    for area, period, value in (
        *((f"a{n}", "ye-2026-03", 100 + n) for n in range(len(texts))),
        *(("force", period, 700) for period in (*MONTHS, "ye-2026-03", "ye-2025-03")),
    ):
        write(["counted", area, "", period, "value", value, "count", value, "", "", "2026-05-01", "report", paragraph])
    return out.getvalue()


def words(texts: Sequence[str], links: Sequence[str]) -> str:
    """A paragraph, a bullet and a footnote for each text that Markdown reads as words, and a link to each address."""
    texts = [text for text in texts if spoken(text)]
    paragraphs = [f"{text}\n\nA note.[^n{n}]\n" for n, text in enumerate(texts)]
    paragraphs += [f"[here](<{address}>)\n" for address in links]
    bullets = [f"- {text}" for text in texts]
    notes = [f"[^n{n}]: {text}\n" for n, text in enumerate(texts)]
    return "\n".join(["# all", *paragraphs, *bullets, "", *notes])

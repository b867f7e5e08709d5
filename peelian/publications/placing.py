"""Where an author's words belong: to a paragraph of a chapter. Words without a place are findings, never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.publication import Chapter, Publication
from peelian.publications.commentary import Commentary


def chapters(publication: Publication, priorities: Iterable[str]) -> tuple[Chapter, ...]:
    """The publication's chapters; in a framework, which speaks of the whole plan, the priorities it leaves out too."""
    if publication.kind != "framework":
        return publication.chapters
    named = {chapter.priority for chapter in publication.chapters}
    return publication.chapters + tuple(Chapter(id, (), priority=id) for id in priorities if id not in named)


def words_for(chapter: Chapter, publication: Publication, commentary: Mapping[str, Commentary]) -> Commentary:
    """The author's words for a chapter; where there is no file of them, none, under the name it would have."""
    folder = next((words.file.rpartition("/")[0] for words in commentary.values()), None)
    folder = folder or f"commentary/{publication.commentary or 'EDITION'}"
    return commentary.get(chapter.id) or Commentary(f"{folder}/{chapter.id}.md")


def unplaced(
    publication: Publication, priorities: Iterable[str] | None, commentary: Mapping[str, Commentary]
) -> Iterator[Finding]:
    """Files of words for a chapter, and words for a paragraph, that the publication does not have.

    `commentary` is by chapter id. Without `priorities` nobody knows all chapters of a framework, and none is missed.
    """
    known = {chapter.id: chapter for chapter in chapters(publication, priorities or ())}
    whole = priorities is not None or publication.kind != "framework"
    for id, words in commentary.items():
        if id in known:
            yield from _of_chapter(known[id], words)
        elif whole:
            says = f"no chapter '{id}' in this publication; there are: {', '.join(known)}. Rename the file, or add one"
            yield Finding("unplaced-words", f"{words.file}:1", says)


def _of_chapter(chapter: Chapter, words: Commentary) -> Iterator[Finding]:
    placed = sorted(paragraph.id for paragraph in chapter.paragraphs)
    for id, stray in words.paragraphs.items():
        if id not in placed:
            there = ", ".join(placed) or "none"
            says = f"no paragraph '{id}' in chapter '{chapter.id}' of this publication; there are: {there}"
            yield Finding("unplaced-words", stray.where, says)

"""What holds of a sentence is worked out once."""

from __future__ import annotations

from peelian.audit.papers.plaintext import parse_text
from peelian.audit.sentences.reading import reading
from peelian.audit.sentences.sentence import Sentence, once_of_a_sentence


def test_what_holds_of_a_sentence_is_worked_out_once_for_each() -> None:
    asked: list[int] = []

    @once_of_a_sentence
    def numbers(s: Sentence) -> int:
        asked.append(s.index)
        return len(s.mentions)

    first, second = reading(parse_text("There were 40 calls. Of 30, 20 came.", "paper.txt", "")).sentences
    assert [numbers(s) for s in (first, second, first, second)] == [1, 2, 1, 2]
    assert asked == [0, 1]
    other = reading(parse_text("There were 40 calls.", "paper.txt", "")).sentences[0]
    assert numbers(other) == 1
    assert asked == [0, 1, 0]

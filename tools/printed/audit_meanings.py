"""What the keys of `peelian audit --json` mean."""

from __future__ import annotations

from peelian.audit.claims.model import KINDS, SEVERITIES

INTRODUCTION = (
    "One object about all the papers that were named. Claims stand in the order of the papers and of their places; ids "
    "are the same on every run. Numbers are rounded to four decimals; what does not exist is null. Units are those of "
    "[units](units.md). Papers that could not be read are not among `documents`: what is wrong with them is printed on "
    "the standard error. The kinds and verdicts have [pages of their own](audit/README.md)."
)

_NUMBER = {
    "printed": "as the paper prints it",
    "value": "what it says: falls of a change below zero",
    "unit": "its unit, scale words worked in: £1.2m is 1200000 GBP",
}

MEANINGS: dict[str, str] = {
    "documents": "the papers that were read, in the order they were named",
    "documents[].name": "the file's name",
    "documents[].sha256": "the hash of its bytes",
    "documents[].pages": "null for formats without pages",
    "claims": "every statement that was recognised",
    "claims[].id": "the document's name, #, and its number in the document",
    "claims[].document": "the document it stands in",
    "claims[].page": "the page it begins on, from 1; null for formats without pages",
    "claims[].line": "the line of the text as extracted; of plain text, the line of the file",
    "claims[].quote": "a verbatim piece of the text, white space folded; of a row, its cells with blanks between",
    "claims[].kind": "one of the fifteen kinds",
    "claims[].measure": "the words the number stands with; of a table, the row's first cell",
    "claims[].period": "the period or periods compared, in words; null where none is named",
    "claims[].old": "the earlier level, where two are compared",
    **{f"claims[].old.{key}": says for key, says in _NUMBER.items()},
    "claims[].new": "the later level",
    **{f"claims[].new.{key}": says for key, says in _NUMBER.items()},
    "claims[].parts": "the numbers of a sum, share, rate or average; null where there are none",
    **{f"claims[].parts[].{key}": says for key, says in _NUMBER.items()},
    "claims[].stated": "the result that the paper prints",
    "claims[].stated.printed": "in its words",
    "claims[].stated.value": "null where a word alone states it (“lowest”)",
    "claims[].stated.unit": "`direction` and `symbol` where a word or an arrow states a direction",
    "claims[].stated.relation": "how the result must stand to it: `=`, or `>` and `<` for a bound and a direction",
    "claims[].recomputed": "the result at face value of the printed numbers",
    "claims[].possible": "the least and the greatest result that the rounding of the printed numbers leaves",
    "claims[].possible[]": "",
    "claims[].verdict": "`consistent`, `consistent_within_rounding`, `inconsistent` or `not_decidable`",
    "claims[].severity": "where inconsistent `material`, `direction`, `label`, `symbol` or `last_digit`; else null",
    "claims[].reason": "why, in words that can end a sentence",
    "claims[].sum": "the arithmetic written out; null where there is none",
    "claims[].also": "other passages that it was worked out from",
    "claims[].also[].document": "",
    "claims[].also[].page": "",
    "claims[].also[].line": "",
    "claims[].also[].quote": "",
    "notes": "what could not be read, or not wholly: a page without text, a table that was cut",
    "summary": "how many of each",
    "summary.documents": "",
    "summary.pages": "3,000 characters count as one where a format has none",
    "summary.recognised": "statements that were recognised",
    "summary.left": "statements that looked as if they could be checked, and for which no other number was found",
    "summary.consistent": "",
    "summary.consistent_within_rounding": "",
    "summary.not_decidable": "",
    "summary.inconsistent": "",
    "summary.severities": "of what is inconsistent",
    **{f"summary.severities.{severity}": "" for severity in SEVERITIES},
    "summary.kinds": "statements of each kind",
    **{f"summary.kinds.{kind}": "" for kind in KINDS},
    "against": "with `--against`: what met the edition's figures",
    "against.edition": "its name",
    "against.matched": "numbers of the papers that met a figure",
    "against.figures_met": "figures that any of them met",
    "against.figures_not_met": "ids of those that none met",
    "against.figures_not_met[]": "",
}

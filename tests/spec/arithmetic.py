"""Answers of conformance cases are written as sums, `(1 + 2 + 3) / 3`; here they become exact numbers."""

from __future__ import annotations

import ast
from fractions import Fraction

LONGEST = 500  # characters of one sum


def evaluate(sum_: str | int) -> Fraction:
    """The exact value of a sum of decimal numbers with + - * / and brackets, and of nothing else."""
    text = str(sum_)
    if len(text) > LONGEST:
        raise ValueError(f"a sum of {len(text)} characters; {LONGEST} are allowed")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        raise ValueError(f"{text!r} is not a sum of numbers with + - * / and brackets") from None
    return _value(tree.body, text.strip())


def _value(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant():
            return _number(ast.get_source_segment(text, node) or "", text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, text)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, text)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left, text) + _value(right, text)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _value(left, text) - _value(right, text)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left, text) * _value(right, text)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _value(left, text) / _value(right, text)
    raise ValueError(f"{text!r} is not a sum of numbers with + - * / and brackets")


def _number(digits: str, text: str) -> Fraction:
    """From the digits as written, never through a float: 2.66 is 266/100."""
    whole, _, rest = digits.partition(".")
    if not digits.isascii() or not (whole + rest).isdigit():
        raise ValueError(f"{digits!r} in {text!r} is not a decimal number; write digits such as 2.66")
    return Fraction(digits)

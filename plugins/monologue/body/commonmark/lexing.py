"""Pygments' tokens, found faster: at each character only those rules are tried that can match there.

Pygments tries every rule of a state at every position, some 30 regular expressions for each token of Python.
The characters with which a regular expression can begin are computed once from its parsed form; where that
cannot be known, the rule is always tried. The tokens are the same.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from re import _constants as ops  # type: ignore[attr-defined]  # the parsed form has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

ASCII = 128
ANY = (1 << (ASCII + 1)) - 1
"""A set of first characters is a number: a bit for each ASCII character, and one for all others."""
OTHERS = 1 << ASCII
NEWLINE = "\n"
Rule = tuple[Any, Any, Any]
Token = tuple[int, Any, str]
CATEGORIES: dict[Any, Callable[[str], bool]] = {
    ops.CATEGORY_DIGIT: str.isdigit,
    ops.CATEGORY_SPACE: str.isspace,
    ops.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
}
NEGATED = {
    ops.CATEGORY_NOT_DIGIT: ops.CATEGORY_DIGIT,
    ops.CATEGORY_NOT_SPACE: ops.CATEGORY_SPACE,
    ops.CATEGORY_NOT_WORD: ops.CATEGORY_WORD,
}
REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}
ZERO_WIDTH = {ops.AT, ops.ASSERT, ops.ASSERT_NOT}


def hasten(lexer: Lexer) -> Lexer:
    """Let a lexer find its tokens faster; return it. One with a method of its own is not changed."""
    if type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        lexer.get_tokens_unprocessed = partial(_tokens, lexer, {})  # type: ignore[method-assign]
    return lexer


def _tokens(
    lexer: Any, tables: dict[str, dict[str, list[Rule]]], text: str, stack: Sequence[str] = ("root",)
) -> Iterator[Token]:
    """Yield what ``RegexLexer.get_tokens_unprocessed`` yields."""
    states, position, length = list(stack), 0, len(text)
    table = _table(lexer, tables, states[-1])
    while True:
        char = text[position : position + 1]
        rules = table.get(char)
        if rules is None:
            table[char] = rules = _rules_at(lexer._tokens[states[-1]], char)
        for match_at, action, new_state in rules:
            match = match_at(text, position)
            if match:
                if type(action) is _TokenType:
                    yield position, action, match.group()
                elif action is not None:
                    yield from action(lexer, match)
                position = match.end()
                if new_state is not None:
                    _change(states, new_state)
                    table = _table(lexer, tables, states[-1])
                break
        else:
            if position >= length:
                return
            if char == NEWLINE:  # at the end of a line, an unknown character does not matter any more
                states, table = ["root"], _table(lexer, tables, "root")
            yield position, Whitespace if char == NEWLINE else Error, char
            position += 1


def _table(lexer: Any, tables: dict[str, dict[str, list[Rule]]], state: str) -> dict[str, list[Rule]]:
    return tables.setdefault(state, {})


def _change(states: list[str], new_state: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(new_state, int):  # negative: the number of states to leave, but never the last one
        del states[max(len(states) + new_state, 1) if new_state < 0 else max(new_state, 1) :]
        return
    for state in new_state if isinstance(new_state, tuple) else (new_state,):
        if state == "#pop":
            del states[max(len(states) - 1, 1) :]
        else:
            states.append(states[-1] if state == "#push" else state)


def _rules_at(rules: Sequence[Rule], char: str) -> list[Rule]:
    """Return the rules that can match at a character; at the end of the text, it is empty."""
    if not char:
        return [rule for rule in rules if _first(rule[0]) == ANY]
    bit = 1 << min(ord(char), ASCII)
    return [rule for rule in rules if _first(rule[0]) & bit]


def _first(match_at: Any) -> int:
    """Return the characters with which a match can begin; ``ANY`` if it can be empty or is unknown."""
    pattern = getattr(match_at, "__self__", None)
    return _first_of(pattern) if isinstance(pattern, re.Pattern) else ANY


@cache
def _first_of(pattern: re.Pattern[str]) -> int:
    try:
        parsed = parser.parse(pattern.pattern, pattern.flags)
        first, is_empty = _of_sequence(parsed, pattern.flags)
    except Exception:  # a form that this Python does not parse as expected
        return ANY
    return ANY if is_empty else first


def _of_sequence(parsed: Any, flags: int) -> tuple[int, bool]:
    """Return the first characters of a sequence, and whether it can match the empty text."""
    found = 0
    for operation, argument in parsed:
        first, is_empty = _of(operation, argument, flags)
        found |= first
        if not is_empty:
            return found, False
    return found, True


def _of(operation: Any, argument: Any, flags: int) -> tuple[int, bool]:
    if operation in ZERO_WIDTH:  # it only excludes matches
        return 0, True
    if operation is ops.BRANCH:
        parts = [_of_sequence(part, flags) for part in argument[1]]
        return _union(first for first, _ in parts), any(is_empty for _, is_empty in parts)
    if operation is ops.SUBPATTERN:
        _, added, removed, part = argument
        return _of_sequence(part, (flags | added) & ~removed)
    if operation in REPEATS:
        first, is_empty = _of_sequence(argument[2], flags)
        return first, is_empty or argument[0] == 0
    if operation is ops.ATOMIC_GROUP:
        return _of_sequence(argument, flags)
    return _of_one(operation, argument, flags), operation in {ops.GROUPREF, ops.GROUPREF_EXISTS}


def _of_one(operation: Any, argument: Any, flags: int) -> int:
    """Return the characters that match one character of a pattern."""
    if operation is ops.LITERAL:
        return _literal(argument, flags)
    if operation is ops.NOT_LITERAL:
        return ANY if flags & re.IGNORECASE else ANY & ~_literal(argument, flags) | OTHERS
    if operation is not ops.IN:
        return ANY
    items = [_item(kind, value, flags) for kind, value in argument if kind is not ops.NEGATE]
    found = _union(items)
    if argument[0][0] is ops.NEGATE:
        return ANY if flags & re.IGNORECASE else ANY & ~found | OTHERS
    return found


def _item(kind: Any, value: Any, flags: int) -> int:
    if kind is ops.LITERAL:
        return _literal(value, flags)
    if kind is ops.RANGE:
        low, high = value
        return _union(_literal(code, flags) for code in range(low, min(high, ASCII) + 1)) or OTHERS
    if kind is ops.CATEGORY and value in NEGATED:
        return ANY & ~_category(NEGATED[value]) | OTHERS
    return _category(value) if kind is ops.CATEGORY else ANY


def _category(name: Any) -> int:
    is_member = CATEGORIES[name]
    return OTHERS | _union(1 << code for code in range(ASCII) if is_member(chr(code)))


def _literal(code: int, flags: int) -> int:
    """Return a character; with ``IGNORECASE``, also in the other case, and any beyond ASCII."""
    if not flags & re.IGNORECASE:
        return 1 << min(code, ASCII)
    cases = chr(code).lower() + chr(code).upper()
    return OTHERS | _union(1 << min(ord(char), ASCII) for char in cases)


def _union(sets: Any) -> int:
    found = 0
    for one in sets:
        found |= one
    return found

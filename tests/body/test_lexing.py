"""Code is split into Pygments' own tokens, whatever the language."""

import re

import pytest
from conftest import ROOT
from monologue.body.commonmark.lexing import ANY, _first_of, hasten
from pygments.lexer import RegexLexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

PLAIN = "".join(map(chr, range(32, 127)))
TEXTS = (
    f"{PLAIN * 2}\n\tif (x) {{ 'ß' }} <a b=\"c\"> #!é ſ K\n",
    PLAIN[::-1],
    "",
    "\n\n",
    "def f(x: int = 0x1F) -> str:\r\n    return f'{x!r:>{10}}' # ok\n\x00\x7f",
    (ROOT / "tests/conftest.py").read_text(encoding="utf-8")[:1500],
)
NAMES = [aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases]


@pytest.mark.parametrize("first", range(0, len(NAMES), 60))
def test_the_tokens_are_those_of_pygments(first: int) -> None:
    for name in NAMES[first : first + 60]:
        usual, fast = get_lexer_by_name(name), hasten(get_lexer_by_name(name))
        if type(usual).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
            for text in TEXTS:
                assert list(fast.get_tokens(text)) == list(usual.get_tokens(text)), name


@pytest.mark.parametrize(
    ("pattern", "chars"),
    [
        ("abc", "a"),
        ("a?b", "ab"),
        ("(?:ab|c)d", "ac"),
        ("[a-c]x", "abc"),
        (r"(?<=x)(?!y)\bz", "z"),
        ("(?i:k)", "kK"),
        ("(?>a*)b", "ab"),
    ],
)
def test_the_first_characters_of_a_pattern_are_known(pattern: str, chars: str) -> None:
    found = _first_of(re.compile(pattern))
    assert "".join(chr(code) for code in range(128) if found & 1 << code) == "".join(sorted(chars))


@pytest.mark.parametrize("pattern", ["a*", "", "(a)?", "^", "(?=a)", r"(a)?\1", "a|"])
def test_a_pattern_that_can_match_nothing_is_always_tried(pattern: str) -> None:
    assert _first_of(re.compile(pattern)) == ANY


@pytest.mark.parametrize("pattern", ["é", "[^a]", r"\w", r"\D", ".", "(?i)k", "(?i)s"])
def test_a_pattern_that_can_match_other_letters_is_tried_for_them(pattern: str) -> None:
    assert _first_of(re.compile(pattern)) & 1 << 128

"""Plain literals of JavaScript and TypeScript are read as text; anything else is left out."""

import pytest
from monologue.commands.importing.literals import literals


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('export const TITLE = "a // b";', {"TITLE": "a // b"}),
        ("const a = 'it\\'s', b = 2", {"a": "it's"}),
        ('export const SITE: Site = {title: "x", n: 4, on: true, none: null} as const;',
         {"SITE": {"title": "x", "n": 4, "on": True, "none": None}}),
        ("const s = {a: 'x', /* b: 'y', */ c: ['d', {e: 1.5}], // f\n}",
         {"s": {"a": "x", "c": ["d", {"e": 1.5}]}}),
        ("const s = {a: f('x'), b: 'y' + z, c: `v${w}`, d: `plain`}", {"s": {"d": "plain"}}),
        ("const s = {...rest, fn(a) { return {b: 'x'} }, arrow: (x) => ({y: 1}), z: 'kept'}",
         {"s": {"z": "kept"}}),
        ("export default defineConfig({site: 'https://a.example', integrations: [mdx(), sitemap({x: 1})]})",
         {"default": {"site": "https://a.example", "integrations": []}}),
        ("module.exports = {title: 'x'}", {"default": {"title": "x"}}),
        ("module.exports = function () { return {title: 'x'} }", {"return": {"title": "x"}}),
        ('const u = "caf\\u00e9\\n"', {"u": "café\n"}),
        ("let a = process.env.SECRET", {}),
        ("const a = {b: 'x'", {"a": {}}),
        ("const a = 'never closed", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_only_plain_literals_are_read(code: str, found: object) -> None:
    assert literals(code) == found


@pytest.mark.parametrize(
    "code",
    [
        "const a = " + "[" * 50_000,
        "const a = " + "{a:" * 50_000,
        "const a = {" + "a:(" * 50_000,
        "`" * 100_000,
    ],
)
def test_hostile_code_takes_linear_time(code: str) -> None:
    assert isinstance(literals(code), dict)

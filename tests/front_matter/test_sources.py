"""Front matter becomes plain data, with the position of each field, within limits."""

import time
import tracemalloc
from collections.abc import Callable
from itertools import product

import pytest
from monologue.front_matter.adapter.files import decode
from monologue.front_matter.body.headings import heading_of, without_title
from monologue.front_matter.model import Reading
from monologue.front_matter.parse.fences import split
from monologue.front_matter.parse.sources import parse
from monologue.front_matter.parse.yaml_source import read_yaml

Read = Callable[..., Reading]

BOMB = 'a: &a ["l","l","l","l","l","l","l","l","l"]\n' + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def spellings(name: str) -> list[str]:
    """Return all capitalizations of a name."""
    letters = [sorted({letter, letter.upper()}) for letter in name]
    return ["".join(letters) for letters in product(*letters)]


def rules_of(text: str, max_size: int = 262_144) -> list[str]:
    return [fault.rule for fault in parse(text, max_size).source.faults]


def test_every_field_has_its_line_and_column() -> None:
    source = parse("\n---\ntitle: A\ndateLabels:\n    page: x\ntags: [a,\n  b]\n---\n", 1000).source
    assert source.positions["title"] == (3, 1)
    assert source.positions["dateLabels.page"] == (5, 5)
    assert source.positions["tags.1"] == (7, 3)


def test_the_fields_of_toml_have_their_lines() -> None:
    text = '+++\ntitle = "A"\nlong = """\nfake = 1\n"""\n[extra.more]\n  "a b" = 1\n[[list]]\nx = 1\n+++\n'
    positions = parse(text, 1000).source.positions
    assert positions["title"] == (2, 1)
    assert positions["extra.more.a b"] == (7, 3)
    assert "fake" not in positions


def test_the_fields_of_json_have_their_lines() -> None:
    text = '{\n "title": "a: {",\n "image": {"src": "x"},\n "list": [{"src": 1}]\n}\n\nBody'
    positions = parse(text, 1000).source.positions
    assert positions == {
        **{"title": (2, 2), "image": (3, 2), "image.src": (3, 12)},
        **{"list": (4, 2), "list.0": (4, 11), "list.0.src": (4, 12)},
    }


@pytest.mark.parametrize(
    ("text", "kind", "body"),
    [
        ("---\na: 1\n---\nBody", "yaml", "Body"),
        ("---\na: 1\n...\nBody", "yaml", "Body"),
        ("\ufeff\n--- \na: 1\n---\t\nBody", "yaml", "Body"),
        ("---\n---\nBody", "yaml", "Body"),
        ("---\n# only a comment\n---\nBody", "yaml", "Body"),
        ("---yaml\na: 1\n---\nBody", "yaml", "Body"),
        ("---toml\na = 1\n---\nBody", "toml", "Body"),
        ("+++\na = 1\n+++\nBody", "toml", "Body"),
        ("Title: A\n\nBody", "classic", "\nBody"),
        ("Title: A\n# Heading", "classic", "# Heading"),
        ("Title: A\n---\nBody", "classic", "Body"),
        ("title: A\ntags:\n- a\ndate: 2024-01-05\n---\nBody", "yaml", "Body"),
        ("Title: A\nText\n---\n", "classic", "Text\n---\n"),
        ("Title: A\n\n- a\n---\n", "classic", "\n- a\n---\n"),
        ("Note: this is only text", "none", "Note: this is only text"),
        ("---\n\nText\n\n---\n", "none", "---\n\nText\n\n---\n"),
        ("--- text", "none", "--- text"),
        ("---\n\nNote: a thematic break, and no end", "none", "---\n\nNote: a thematic break, and no end"),
        ("----\na: 1\n----", "none", "----\na: 1\n----"),
        ("{% include x %}", "none", "{% include x %}"),
        ("{{< shortcode >}}", "none", "{{< shortcode >}}"),
        ("", "none", ""),
    ],
)
def test_front_matter_ends_where_its_fence_says(text: str, kind: str, body: str) -> None:
    block = split(text)
    assert (block.kind, block.body) == (kind, body)


def test_a_body_between_thematic_breaks_is_not_lost() -> None:
    text = "---\n- a list\n- of: things\n---\nBody\n"
    assert parse(text, 1000).body == text


def test_an_alias_bomb_is_rejected_without_expanding_it() -> None:
    tracemalloc.start()
    begin = time.perf_counter()
    assert rules_of(f"---\n{BOMB}---\n") == ["too-large"]
    assert time.perf_counter() - begin < 1
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("---\nx: " + "[" * 100_000 + "\n---\n", "too-deep"),
        ("+++\nx = " + "[" * 100_000 + "\n+++\n", "too-deep"),
        ('{"x": ' + "[" * 100_000 + "}", "too-deep"),
        ("---\nx: &x\n  - *x\n---\n", "invalid-yaml"),
        ("---\nx:\n  - *y\n---\n", "invalid-yaml"),
        ("---\nx: 1\n? [a, b]\n: c\n---\n", "invalid-yaml"),
        ("---\nx: '" + "y" * 300_000 + "'\n---\n", "too-large"),
        ("---\nx: [" + "1," * 30_000 + "]\n---\n", "too-large"),
    ],
)
def test_values_that_are_too_deep_too_large_or_not_a_mapping_are_rejected(text: str, rule: str) -> None:
    assert rules_of(text) == [rule]


def test_no_yaml_tag_creates_an_object() -> None:
    source = read_yaml("a: !!python/object/apply:os.system [echo]\nb: !!binary aGk=\nc: !!str 5", 1)
    assert source
    assert source.data == {"a": ["echo"], "b": "aGk=", "c": "5"}


@pytest.mark.parametrize(
    ("raw", "rule", "place"),
    [
        (b"---\ntitle: caf\xe9\n---\n", "invalid-utf8", (2, 11)),
        ("---\ntitle: A\n---\n".encode("utf-16"), "invalid-utf8", (1, 1)),
        (b"---\ntitle: \xc3\xa9\x00\n---\n", "nul-byte", (2, 9)),
    ],
)
def test_bytes_that_are_not_text_are_reported_at_their_position(
    raw: bytes, rule: str, place: tuple[int, int]
) -> None:
    _, fault = decode(raw)
    assert fault
    assert (fault.rule, (fault.line, fault.column)) == (rule, place)


def test_all_line_ends_are_read() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n") == ("a\nb\nc\n", None)


def test_only_a_heading_that_repeats_the_title_is_dropped() -> None:
    assert without_title('<h1 id="a">An <em>Audience</em></h1>\n<p>x</p>', "An  audience") == "<p>x</p>"
    assert without_title("<h1>Another</h1>", "A title") == "<h1>Another</h1>"
    assert without_title("<p>x</p><h1>A</h1>", "A") == "<p>x</p><h1>A</h1>"
    assert without_title("<h1>R &amp; D &lt;T&gt;</h1>", "R & D <T>") == ""
    assert without_title("<h1>Life of π</h1>", "Life of &#0960;") == ""


@pytest.mark.parametrize(
    "fields",
    [
        "x: {{a}}" + " " * 200_000 + "\ny: [\n",
        "x: {{a\n" + "- " * 100_000 + "\n",
        "title: " + "[" * 200_000 + "\n",
        "title: '" + "[[a" * 60_000 + "'\n",
        "date: " + "1 " * 100_000 + "\n",
        "#" * 200_000 + "\n" * 50_000,
        "a" * 200_000 + "\n",
        "a: b\n" + " " * 200_000 + "\n\tx",
    ],
)
def test_long_lines_are_read_in_linear_time(fields: str, read: Read) -> None:
    begin = time.perf_counter()
    read(f"---\n{fields}---\n")
    read(f"+++\n{fields}+++\n")
    assert time.perf_counter() - begin < 3


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("---\n" + "".join(f"k{index}: {{{{x}}}}\n" for index in range(9_000)) + "---\n", {"placeholder"}),
        (
            "---\n" + "".join(f"{name}: x\n" for name in spellings("date_published")) + "---\n",
            {"repeated-field"},
        ),
        ("---\nstatus: " + "drafx " * 40_000 + "\n---\n", {"unknown-status"}),
        ("---\ndate: '" + "(" * 200_000 + "'\n---\n", {"bad-date"}),
        ("---\nt: x\n? " + "a" * 100_000 + "\n:\n" + "  b: 1\n" * 9_000 + "---\n", {"too-large"}),
        ("{" + ",\n".join(f'"k{index}": 1' for index in range(100_000)) + "}", {"too-large"}),
        ('{"a": ' + "[" * 600 + "]" * 600 + "}", {"too-deep"}),
        ("+++\n" + ".".join("a" * 100_000) + " = 1\n+++\n", {"too-deep"}),
        ("+++\n[" + " " * 200_000 + "\n+++\n", {"invalid-toml"}),
    ],
)
def test_fields_are_read_in_linear_time(text: str, rules: set[str], read: Read) -> None:
    """Each of these would take minutes if every field were compared with all the others."""
    assert rules <= {fault.rule for fault in read(text, max_size=10_000_000).faults}


@pytest.mark.parametrize(
    "piece",
    [
        "<h1>",
        "<h1 ",
        "<h1></h1>",
    ],
)
def test_a_text_is_scanned_in_linear_time(piece: str) -> None:
    text = piece * 60_000
    heading_of(text)
    assert without_title(text, "A") == text


@pytest.mark.parametrize(
    "block",
    ["a: [b\n" * 40_000, 'title: "A\n' + 'a: "b"\n' * 40_000, "a:b\n" * 60_000, "t:\n" + "-a\n" * 80_000],
)
def test_a_mistake_in_a_large_block_is_found_in_linear_time(block: str) -> None:
    """Quadratic time would be minutes: libyaml needs it for lists in lists."""
    assert parse(f"---\ntitle: x\n{block}---\n", 1_000_000).source.faults[0].line <= 5

"""The positions of keys in TOML and JSON, for the same keys that the parsers read."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monologue.front_matter.model import SourceError
from monologue.front_matter.parse.keys import Keys

NAMES = st.text("abcXYZ019_- é\"'#=[]{}\\,", max_size=4).filter(lambda name: "." not in name)
SCALARS = st.sampled_from(
    [
        *("1", "-1.5e3", "true", "2024-01-05", "1979-05-27T07:32:00-08:00", "07:32:00", "0x1F", "inf"),
        *('"a = 1 # [[b]]"', '\'"""\'', "'c:\\'", r'"\"x = 1"', '""', "''"),
        *(
            '"""\nfake = 1\n[no]\n"""',
            "'''\n[[no]]\n# '' \"\"\" '''",
            '"""x"""""',
            "''''''",
            r'"""\""" = """',
        ),
    ]
)
ENDS = st.sampled_from(["", " ", '  # a comment with """ and \'\' and [x]\n  ', "\n"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def quoted(draw: st.DrawFn, name: str) -> str:
    """Write a key in one of its valid forms."""
    ways = [json.dumps(name)]
    if name and name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        ways.append(name)
    if "'" not in name:
        ways.append(f"'{name}'")
    return draw(st.sampled_from(ways))


def value_text(draw: st.DrawFn, value: Any) -> str:
    """Write a value in one line, except arrays, which may contain line ends and comments."""
    if isinstance(value, dict):
        pairs = (f"{quoted(draw, name)} = {value_text(draw, inner)}" for name, inner in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        gap = draw(ENDS)
        return "[" + gap + f",{gap}".join(value_text(draw, inner) for inner in value) + gap + "]"
    return str(value)


def table_lines(draw: st.DrawFn, table: dict[str, Any], above: list[str]) -> Iterator[str]:
    """Write a table: first its values, then its tables and arrays of tables, each after its header."""
    inner = {}
    for name, value in table.items():
        is_tables = isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        if (isinstance(value, dict) or is_tables) and draw(st.booleans()):
            inner[name] = value
        elif isinstance(value, dict) and value and draw(st.booleans()):
            for key, item in value.items():
                dot = draw(st.sampled_from([".", " . "]))
                yield f"{quoted(draw, name)}{dot}{quoted(draw, key)} = {value_text(draw, item)}"
        else:
            yield f"{quoted(draw, name)} = {value_text(draw, value)} # x = 1"
    for name, value in inner.items():
        path = [*above, quoted(draw, name)]
        for item in value if isinstance(value, list) else [value]:
            header = draw(st.sampled_from([".", " . "])).join(path)
            yield f"  [[{header}]] # [no]" if isinstance(value, list) else f"[ {header} ]"
            yield from table_lines(draw, item, path)


@st.composite
def documents(draw: st.DrawFn) -> str:
    table = draw(st.dictionaries(NAMES, VALUES, max_size=4))
    return "\n".join(table_lines(draw, table, []))


def paths_of(value: Any, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the dotted path of each key and item."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        yield ".".join([*above, str(name)])
        yield from paths_of(inner, (*above, str(name)))


@given(documents())
def test_the_keys_of_toml_are_those_that_tomllib_reads(text: str) -> None:
    keys = Keys(text, 1).read_toml()
    assert set(keys.positions) == set(paths_of(tomllib.loads(text)))
    assert keys.twice is None


@given(
    st.dictionaries(
        NAMES, st.recursive(st.integers() | NAMES, lambda i: st.lists(i) | st.dictionaries(NAMES, i))
    )
)
def test_the_keys_of_json_are_those_that_json_reads(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=1, ensure_ascii=False)):
        keys = Keys(text, 1).read_json()
        assert set(keys.positions) == set(paths_of(value))
        assert keys.twice is None


def test_each_table_of_an_array_has_its_own_position() -> None:
    text = "[[a]]\nx = 1\n[a.b]\ny = 1\n[[a.c]]\nz = {k = 1, l = [2,\n  3]}\n[[a]]\nx = 1\n[a.b]\ny = 1\n"
    assert Keys(text, 10).read_toml().positions == {
        **{"a": (10, 3), "a.0": (10, 3), "a.0.x": (11, 1), "a.0.b": (12, 2), "a.0.b.y": (13, 1)},
        **{"a.0.c": (14, 3), "a.0.c.0": (14, 3), "a.0.c.0.z": (15, 1), "a.0.c.0.z.k": (15, 6)},
        **{"a.0.c.0.z.l": (15, 13), "a.0.c.0.z.l.0": (15, 18), "a.0.c.0.z.l.1": (16, 3)},
        **{"a.1": (17, 3), "a.1.x": (18, 1), "a.1.b": (19, 2), "a.1.b.y": (20, 1)},
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\n'a' = 2", (2, 1)),
        ('a = 1\n"\\u0061" = 2', (2, 1)),
        ("x = {a = 1, a = 2}", (1, 13)),
        ("a.b = 1\na.b = 2", (2, 1)),
        ("[a]\nx = 1\n[b]\n[a]\n", (4, 2)),
        ("[[a]]\nx = 1\nx = 2\n[[a]]\nx = 1\n", (3, 1)),
        ("[[a]]\n[a.b]\n[[a]]\n[a.b]\n[a.b]\n", (5, 2)),
    ],
)
def test_a_duplicate_key_is_found_at_its_second_position(text: str, place: tuple[int, int]) -> None:
    twice = Keys(text, 1).read_toml().twice
    assert twice
    assert (twice.line, twice.column) == place
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "x = " + "[" * 100_000,
            "x = " + "{a = " * 50_000,
            "a." * 100_000 + "a = 1",
            "[" + "a." * 100_000 + "a]",
        ),
        *(
            "x = {'" + "k" * 100_000 + "' = {" + "a = 1, " * 20_000,
            "[" + "k" * 100_000 + "]\n" + "a = 1\n" * 20_000,
        ),
    ],
)
def test_deep_and_long_paths_take_little_time_and_memory(text: str) -> None:
    with pytest.raises(SourceError) as raised:
        Keys(text, 1).read_toml()
    assert raised.value.fault.rule in {"too-deep", "too-large"}


@pytest.mark.parametrize(
    "text",
    ['"' * 200_000, "'" * 200_000, '"""' + '""x' * 60_000, "#" * 200_000, '"\\' * 100_000, "[a]\n" * 50_000],
)
def test_the_scan_takes_linear_time(text: str) -> None:
    Keys(text, 1).read_toml()


@given(st.text("ab\"'#=[]{}\\,.:\n 1"))
def test_no_text_makes_the_scan_raise(text: str) -> None:
    Keys(text, 1).read_toml()
    Keys(text, 1).read_json()

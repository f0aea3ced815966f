"""Property-based tests: any input is read as metadata or reported as a fault."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from monologue.front_matter.adapter.files import decode
from monologue.front_matter.fields.interpret import Surroundings, interpret
from monologue.front_matter.model import Reading, Shape
from monologue.front_matter.parse.dates import DateError, parse_date
from monologue.front_matter.parse.sources import parse
from monologue.front_matter.parse.yaml_source import resolve
from monologue.front_matter.settings import Settings

FIELDS = st.sampled_from(
    "title date pubDate modified tags categories author status draft published permalink path url slug "
    "save_as aliases lang template timezone image summary description build expiryDate".split()
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PIECES = st.sampled_from(
    [  # pieces of front matter
        *(
            "---\n",
            "+++\n",
            "...\n",
            "title: A\n",
            "date: 2024-01-05\n",
            "tags: [a\n",
            "\t",
            "{{x}}",
            "'",
            '"',
        ),
        *("|\n", "&a ", "*a\n", "{", "}", "- ", ": ", "# ", "\n", "[x]\n", '{"title": ', "---js\n", "<<: "),
    ]
)


def read(text: str, path: str = "blog/a.md") -> Reading:
    parsed = parse(text, 10_000)
    shape = Shape(path, parsed.kind, parsed.fence, parsed.source, "")
    return interpret(shape, Settings(), Surroundings(datetime(2026, 1, 1, tzinfo=UTC)))


@given(st.text() | st.lists(PIECES).map("".join))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    assert isinstance(read(text).metadata["title"], str)


@given(st.binary())
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    text, _ = decode(raw)
    assert isinstance(read(text).metadata["title"], str)


@given(st.dictionaries(FIELDS, VALUES, max_size=5))
def test_no_value_of_a_field_makes_the_reader_raise(data: dict[str, object]) -> None:
    reading = read(f"---json\n{json.dumps(data)}\n---\n")
    assert isinstance(reading.metadata.get("date", datetime.min), datetime)
    assert reading.metadata.get("status", "draft") in {"published", "draft", "hidden", "skip"}


@given(st.text())
def test_any_text_is_a_date_or_an_error_with_a_message(text: str) -> None:
    try:
        assert isinstance(parse_date(text, "dmy"), datetime)
    except DateError as error:
        assert str(error)


@given(st.datetimes())
def test_every_date_in_iso_8601_is_read_unchanged(value: datetime) -> None:
    assert parse_date(value.isoformat()) == value


@given(st.text(alphabet="0123456789.-+e_x"))
def test_a_number_prints_as_it_was_written(text: str) -> None:
    value = resolve(text)
    assert value is None or str(value) == text

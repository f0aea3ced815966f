"""Two values have the same digest if they are the same in any process."""

import re
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import ROOT
from forked import run_module
from markupsafe import Markup
from monologue.build_cache.plain import UnknownValueError, digest_of
from monologue.core.cache import digest


def double(number: int) -> int:
    return number * 2


def adder(number: int) -> Any:
    return lambda other: other + number


VALUES: list[Any] = [
    *(None, True, 1, 1.0, "1", b"1", "", [], (), {}, {"a": 1}, {"a": "1"}, ["a", "b"], ["ab"], [["a"], "b"]),
    *(frozenset({1, 2}), frozenset({1, 3}), date(2024, 1, 2), datetime(2024, 1, 2)),
    *(
        datetime(2024, 1, 2, tzinfo=ZoneInfo("UTC")),
        Path("a"),
        re.compile("a"),
        re.compile("a", re.IGNORECASE),
    ),
    *(Markup("a"), double, adder(1), adder(2), partial(double, 1), partial(double, 2), re, int),
]


def test_different_values_have_different_digests() -> None:
    assert len({digest_of(value) for value in VALUES}) == len(VALUES)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(type(value)))
def test_a_value_has_the_same_digest_again(value: Any) -> None:
    assert digest_of([value]) == digest_of([value])


def test_the_order_of_a_dictionary_counts_and_that_of_a_set_does_not() -> None:
    assert digest_of({"a": 1, "b": 2}) != digest_of({"b": 2, "a": 1})
    assert digest_of({"a", "b", "c"}) == digest_of({"c", "b", "a"})


def test_a_value_that_contains_itself_is_read_once() -> None:
    value: list[Any] = [1]
    value.append(value)
    assert digest_of(value) == digest_of(value)


def test_an_object_of_an_unknown_class_is_refused_by_name() -> None:
    with pytest.raises(UnknownValueError, match=r"builtins\.object"):
        digest_of({"a": [object()]})


def test_a_stand_in_replaces_an_object() -> None:
    other = object()
    assert digest_of([other], lambda value: b"x" if value is other else None) == digest_of(
        [int], lambda value: b"x" if value is int else None
    )


def test_inputs_of_a_digest_are_separated() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_another_process_finds_the_same_digest(tmp_path: Path) -> None:
    (tmp_path / "shown.py").write_text(
        "from monologue.build_cache.plain import digest_of\nprint(digest_of({'a': {'x', 'y', 'z'}}).hex())\n"
    )
    found = {
        run_module("shown", folder=tmp_path, paths=[ROOT / "plugins"], PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2", "3")
    }
    assert found == {digest_of({"a": {"x", "y", "z"}}).hex() + "\n"}

"""The store gives back what was put, or nothing."""

import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from monologue.build_cache.io.packing import packed, unpacked
from monologue.build_cache.io.store import FILE, Store
from monologue.core.cache import digest

KEY = digest("key")
Open = Callable[..., Store]


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def open_store(tmp_path: Path, lines: list[str]) -> Open:
    def opened(prefix: bytes = b"release", profile: bytes = b"site") -> Store:
        store = Store(tmp_path, prefix, lines.append)
        store.profile = profile
        return store

    return opened


def filled(store: Store, **values: object) -> None:
    for name, value in values.items():
        store.put("kind", digest(name), value)
    store.finish()


def test_the_next_build_finds_a_value(open_store: Open) -> None:
    filled(open_store(), a={"x": [1, "é"]})
    assert open_store().get("kind", digest("a")) == {"x": [1, "é"]}


def test_a_value_can_be_read_before_the_build_ends(open_store: Open) -> None:
    store = open_store()
    store.put("kind", KEY, 1)
    assert store.get("kind", KEY) == 1


def test_nothing_is_found_under_another_kind_key_or_release(open_store: Open) -> None:
    filled(open_store(), a=1)
    assert open_store().get("other", digest("a")) is None
    assert open_store().get("kind", digest("b")) is None
    assert open_store(prefix=b"other").get("kind", digest("a")) is None


def test_a_value_that_a_build_did_not_use_is_dropped_from_a_large_store(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(open_store(), a=1, b=2, c=3)

    def build_again() -> list[object]:
        store = open_store()
        store.get("kind", digest("a"))
        store.keep("kind", digest("c"))
        store.finish()
        return [open_store().get("kind", digest(name)) for name in "abc"]

    assert build_again() == [1, 2, 3]
    monkeypatch.setattr("monologue.build_cache.io.store.SMALL", 1)
    assert build_again() == [1, None, 3]


def test_a_store_that_has_not_grown_since_is_left_as_it_is(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monologue.build_cache.io.store.SMALL", 1)
    filled(open_store(), a=1)
    filled(open_store(), b=2)
    assert [open_store().get("kind", digest(name)) for name in "ab"] == [1, 2]


def test_values_of_other_settings_are_kept_for_some_builds(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = (100_000_000 << number for number in count(0, 2))  # it grows each time
    monkeypatch.setattr("monologue.build_cache.io.store._size", lambda _: next(sizes))
    filled(open_store(profile=b"publish"), a=1)
    for number in range(2):
        filled(open_store(profile=b"serve"), **{f"b{number}": 2})
    assert open_store().get("kind", digest("a")) == 1
    for number in range(3):
        filled(open_store(profile=b"%d" % number), b=2)
    assert open_store().get("kind", digest("a")) is None


def test_the_values_of_a_build_that_did_not_end_are_dropped(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(open_store(), a=1)
    monkeypatch.setattr("monologue.build_cache.io.store.PENDING", 1)
    store = open_store()
    store.put("kind", digest("b"), 2)
    assert store.get("kind", digest("b")) == 2
    assert [open_store().get("kind", digest(name)) for name in "ab"] == [1, None]


def test_a_build_that_is_forgotten_stores_nothing(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monologue.build_cache.io.store.PENDING", 1)
    store = open_store()
    store.put("kind", digest("a"), 1)
    store.forget()
    store.put("kind", digest("b"), 2)
    store.finish()
    assert [open_store().get("kind", digest(name)) for name in "ab"] == [None, 2]


def test_an_object_that_cannot_be_stored_is_left_out(open_store: Open) -> None:
    filled(open_store(), a=lambda: 1, b=2)
    assert [open_store().get("kind", digest(name)) for name in "ab"] == [None, 2]


def test_a_class_of_another_package_is_not_loaded() -> None:
    assert unpacked(KEY, packed(KEY, Path("a"), {}), {}) is None


def test_a_shared_object_is_stored_by_name() -> None:
    settings = {"PATH": "content"}
    data = packed(KEY, {"of": settings}, {"settings": settings})
    other = {"PATH": "other"}
    assert unpacked(KEY, data, {"settings": other})["of"] is other


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_a_flipped_byte_is_noticed(place: int) -> None:
    data = bytearray(packed(KEY, "a text of some length that is stored", {}))
    data[place] ^= 0x20
    assert unpacked(KEY, bytes(data), {}) is None


def test_the_value_of_another_key_is_not_returned() -> None:
    assert unpacked(digest("other"), packed(KEY, 1, {}), {}) is None


def test_a_damaged_file_is_replaced_and_said(open_store: Open, tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / FILE).write_bytes(b"no database " * 1000)
    filled(open_store(), a=1)
    assert open_store().get("kind", digest("a")) == 1
    assert lines == ["The build cache was damaged, and is made again."]


def test_an_empty_file_is_a_new_store(open_store: Open, tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / FILE).write_bytes(b"")
    filled(open_store(), a=1)
    assert open_store().get("kind", digest("a")) == 1
    assert lines == []


def test_a_store_of_another_format_is_replaced(open_store: Open, tmp_path: Path, lines: list[str]) -> None:
    filled(open_store(), a=1)
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert open_store().get("kind", digest("a")) is None
    assert lines == ["The build cache is of another release, and is made again."]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = Store(tmp_path / "file", b"", lines.append)
    filled(store, a=1)
    assert len(lines) == 1
    assert lines[0].startswith("The build cache is not used: ")


def test_two_builds_can_write_at_once(open_store: Open) -> None:
    first, second = open_store(profile=b"1"), open_store(profile=b"2")
    first.put("kind", digest("a"), 1)
    second.put("kind", digest("b"), 2)
    first.finish()
    second.finish()
    assert [open_store().get("kind", digest(name)) for name in "ab"] == [1, 2]

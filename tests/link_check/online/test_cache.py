"""The cache: no failure is reused, and the file is never damaged."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from monologue.link_check.io.cache_file import SAVE_EVERY, Cache, load, save
from monologue.link_check.online.cache import (
    DAY,
    CacheFileError,
    Entry,
    is_fresh,
    merged,
    parse,
    render,
    reported_result,
    updated_entry,
)
from monologue.link_check.online.model import Result, Verdict

NOW = 1_780_000_000
"""28 May 2026."""
OK = Result(Verdict.OK)
GONE = Result(Verdict.BROKEN, "broken-external", "returned 404 Not Found")
DOWN = Result(Verdict.UNKNOWN, "unknown-external", "did not respond in time")
MOVED = Result(Verdict.MOVED, "moved-external", "has moved permanently", "write https://b.org/")
URL = "https://example.org/"


def nothing(line: str) -> None:
    raise AssertionError(line)


def test_entries_are_read_as_written_and_their_order_does_not_matter() -> None:
    page = Result(Verdict.OK, fragments={"z": True, "a": False})
    entries = {"https://b.org/é": Entry(NOW, replace(GONE, since="2026-05-01"), True), URL: Entry(NOW, page)}
    text = render(entries)
    assert parse(text) == entries
    assert text == render(dict(reversed(entries.items())))
    assert list(json.loads(text)["urls"]) == ["https://b.org/é", URL]


def test_empty_values_are_not_written() -> None:
    entry = json.loads(render({URL: Entry(NOW, OK)}))["urls"][URL]
    assert entry == {"checked": "2026-05-28T20:26:40+00:00", "verdict": "ok"}


@pytest.mark.parametrize("result", [GONE, DOWN, Result(Verdict.OK, fragments={"x": False})])
def test_a_failure_is_never_reused(result: Result) -> None:
    assert not is_fresh(URL, Entry(NOW, result), ["x"] if result.fragments else [], NOW + 1, 7)


@pytest.mark.parametrize("result", [OK, MOVED])
def test_a_good_result_is_reused_for_some_days(result: Result) -> None:
    entry = Entry(NOW, result)
    assert is_fresh(URL, entry, [], NOW + 5 * DAY, 7)
    assert not is_fresh(URL, entry, [], NOW + 9 * DAY, 7)
    assert not is_fresh(URL, entry, [], NOW - 1, 7), "the clock was wrong once"


def test_entries_of_one_run_do_not_expire_together() -> None:
    entries = [f"https://example.org/{number}" for number in range(100)]
    fresh = sum(is_fresh(url, Entry(NOW, OK), [], NOW + 7 * DAY, 7) for url in entries)
    assert 30 < fresh < 70


def test_a_page_is_requested_again_for_a_fragment_that_was_not_checked() -> None:
    entry = Entry(NOW, Result(Verdict.OK, fragments={"a": True}))
    assert is_fresh(URL, entry, ["a"], NOW, 7)
    assert not is_fresh(URL, entry, ["a", "b"], NOW, 7)


def test_the_day_since_which_a_link_is_broken_is_kept_until_it_is_good() -> None:
    first = updated_entry(GONE, None, NOW)
    assert first.result.since == "2026-05-28"
    later = updated_entry(GONE, first, NOW + 3 * DAY)
    assert later.result.since == "2026-05-28"
    unknown = updated_entry(DOWN, later, NOW + 4 * DAY)
    assert updated_entry(GONE, unknown, NOW + 5 * DAY).result.since == "2026-05-28"
    good = updated_entry(OK, unknown, NOW + 5 * DAY)
    assert good.result.since == ""
    assert updated_entry(GONE, good, NOW + 6 * DAY).result.since == "2026-06-03"


def test_a_broken_link_is_young_until_fail_after() -> None:
    entry = updated_entry(GONE, None, NOW)
    for days, young in ((0, True), (6, True), (8, False)):
        result = reported_result(entry, NOW + days * DAY, fail_after=7)
        assert result and result.young is young
    result = reported_result(entry, NOW, fail_after=0)
    assert result and not result.young


def test_an_accepted_fault_is_reported_again_only_after_a_good_result() -> None:
    accepted = replace(updated_entry(GONE, None, NOW), accepted=True)
    assert reported_result(accepted, NOW, 0) is None
    down = updated_entry(DOWN, accepted, NOW + DAY)
    assert reported_result(down, NOW + DAY, 0) is None
    assert updated_entry(GONE, down, NOW + 2 * DAY).accepted
    recovered = updated_entry(OK, down, NOW + 2 * DAY)
    assert not recovered.accepted
    assert reported_result(updated_entry(GONE, recovered, NOW + 3 * DAY), NOW, 0) is not None


def test_merging_keeps_the_newest_entries_and_deletes_old_ones() -> None:
    ours, theirs = {"a": Entry(NOW, OK)}, {"a": Entry(NOW - 1, GONE), "b": Entry(NOW - 9, OK)}
    assert merged(ours, theirs) == {"a": Entry(NOW, OK), "b": Entry(NOW - 9, OK)}
    assert merged(ours, theirs, oldest=NOW - 5) == ours
    assert merged({"a": Entry(NOW - 2, OK)}, theirs)["a"] == Entry(NOW - 1, GONE)
    kept = {"b": Entry(NOW - 9, GONE, accepted=True)}
    assert merged({}, kept, oldest=NOW) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is damaged"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ("[" * 100_000, "is damaged"),
        ('{"version": 1}', "is damaged"),
        ('{"version": 1, "urls": ["a"]}', "is damaged"),
        ('{"version": 0, "urls": {}}', "has version 0, not 1"),
    ],
    ids=range(7),
)
def test_a_file_that_cannot_be_used_is_renamed_and_reported_in_one_line(
    tmp_path: Path, text: str, why: str
) -> None:
    with pytest.raises(CacheFileError):
        parse(text)
    path, said = tmp_path / "links.json", []
    path.write_text(text)
    assert load(path, said.append) == {}
    assert said == [f"{path} {why}; it was renamed to {path}.aside, and all URLs are requested again"]
    assert Path(f"{path}.aside").read_text() == text
    save(path, {URL: Entry(NOW, OK)}, nothing)
    assert load(path, nothing) == {URL: Entry(NOW, OK)}


def test_a_missing_file_is_not_an_error(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json", nothing) == {}


def test_concurrent_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "links.json"

    def write(run: int) -> None:
        for number in range(10):
            save(path, {f"https://example.org/{run}/{number}": Entry(NOW, OK)}, nothing)

    threads = [threading.Thread(target=write, args=(run,)) for run in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(load(path, nothing)) == 40
    assert [file.name for file in tmp_path.iterdir()] == ["links.json"]


WRITER = """
import sys, pathlib
from monologue.link_check.io.cache_file import save
from monologue.link_check.online.cache import Entry
from monologue.link_check.online.model import Result, Verdict
path, entries = pathlib.Path(sys.argv[1]), {}
for number in range(10**6):
    entries[f"https://example.org/{number}"] = Entry(1780000000, Result(Verdict.OK))
    if number % 500 == 0:
        save(path, entries, print)
        print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_the_file_is_complete_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    """The file has all saved entries, and a temporary file that was left behind is overwritten."""
    path = tmp_path / "links.json"
    for delay in (0.0, 0.004, 0.011, 0.017, 0.023):
        path.unlink(missing_ok=True)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            saved = [int(writer.stdout.readline()) for _ in range(3)]
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
            saved += map(int, writer.stdout.read().split())
        entries = load(path, nothing)
        assert len(entries) > saved[-1]
    save(path, {URL: Entry(NOW, OK)}, nothing)
    assert [file.name for file in tmp_path.iterdir()] == ["links.json"], (
        "a temporary file that was left behind is overwritten"
    )


def test_a_long_run_saves_every_few_seconds(tmp_path: Path) -> None:
    """A run that is killed loses only the results of the last few seconds."""
    path, now = tmp_path / "links.json", float(NOW)
    cache = Cache(str(path), 7, nothing, lambda: now)
    cache.add("https://example.org/1", OK)
    assert not path.exists()
    now += SAVE_EVERY
    cache.add("https://example.org/2", OK)
    assert len(load(path, nothing)) == 2
    now += 1
    with pytest.raises(KeyboardInterrupt), cache:
        cache.add("https://example.org/3", OK)
        raise KeyboardInterrupt
    assert len(load(path, nothing)) == 3


def test_only_a_complete_run_deletes_unused_entries(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    old = {"https://old.example.org/": Entry(NOW - 30 * DAY, GONE)}
    save(path, old, nothing)
    with pytest.raises(KeyboardInterrupt), Cache(str(path), 7, nothing, lambda: float(NOW)) as cache:
        cache.add(URL, OK)
        raise KeyboardInterrupt
    assert list(load(path, nothing)) == [URL, *old]
    with Cache(str(path), 7, nothing, lambda: float(NOW)) as cache:
        cache.add(URL, OK)
    assert list(load(path, nothing)) == [URL]


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Cache("", 7, nothing, lambda: float(NOW)) as cache:
        cache.add(URL, OK)
        assert cache.results([URL], 0) == {URL: OK}
    assert list(tmp_path.iterdir()) == []


BAD_ENTRIES = [
    "text",
    [],
    {},
    {"checked": "now", "verdict": "ok"},
    {"checked": "2026-01-01", "verdict": "fine"},
    {"checked": "0001-01-01T00:00:00+14:00", "verdict": "ok"},
    {"checked": 1e300, "verdict": "ok"},
    {"checked": "2026-01-01", "verdict": "ok", "fragments": ["a"]},
    {"checked": "2026-01-01", "verdict": "broken", "since": "yesterday"},
    {"checked": "2026-01-01", "verdict": "broken", "since": "2026-02-30"},
    {"checked": "2026-01-01", "verdict": ["ok"]},
]


@pytest.mark.parametrize("bad", BAD_ENTRIES, ids=str)
def test_an_unreadable_entry_is_dropped_and_all_others_are_kept(tmp_path: Path, bad: object) -> None:
    good = json.loads(render({URL: Entry(NOW, OK)}))
    path, said = tmp_path / "c.json", list[str]()
    path.write_text(json.dumps({**good, "urls": {"bad": bad, **good["urls"]}}), encoding="utf-8")
    cache = Cache(str(path), 7, said.append, lambda: NOW)
    assert said == [f"{path}: the entry for bad cannot be read; it is requested again"]
    assert not cache.is_due(URL, [])
    with cache:
        cache.add("bad", OK)
    assert parse(path.read_text(encoding="utf-8")) == {URL: Entry(NOW, OK), "bad": Entry(NOW, OK)}


def test_a_lone_surrogate_is_written_and_read_again(tmp_path: Path) -> None:
    """Regression: a title with a lone surrogate ended every run with a traceback, and no result was kept."""
    odd = Result(Verdict.UNKNOWN, "soft-404", "has the title of an error page: \ud800 404")
    path = tmp_path / "c.json"
    with Cache(str(path), 7, nothing, lambda: NOW) as cache:
        cache.add(URL, odd)
    assert load(path, nothing) == {URL: Entry(NOW, odd)}


def test_results_are_kept_after_any_exception(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    with pytest.raises(RuntimeError), Cache(str(path), 7, nothing, lambda: NOW) as cache:
        cache.add(URL, OK)
        raise RuntimeError
    assert load(path, nothing) == {URL: Entry(NOW, OK)}

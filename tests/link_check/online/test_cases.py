"""How long to wait, and whom not to ask."""

import re
from pathlib import Path

import pytest
from monologue.link_check.online.transport.network import is_allowed
from monologue.link_check.online.waiting import LONGEST, back_off, retry_after

CASES = Path(__file__).parent / "cases"
NOW = 784111777.0
"""Sun, 06 Nov 1994 08:49:37 GMT, the moment of RFC 9110's examples."""
ALLOWED = ("wiki.example.org", "10.1.0.0/16", "fd00:1::/32")


def cases(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"  +(?=\S+$)", line) for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("header", "seconds"), cases("retry_after"))
def test_a_host_says_when_to_come_back(header: str, seconds: str) -> None:
    wanted = None if seconds == "-" else float(seconds)
    assert retry_after(header, NOW) == wanted


@pytest.mark.parametrize(("address", "may"), cases("network"))
def test_who_may_be_asked(address: str, may: str) -> None:
    assert is_allowed("www.example.org", address, ALLOWED) is (may == "yes")


def test_a_host_that_the_author_names_may_be_asked_wherever_it_is() -> None:
    assert is_allowed("wiki.example.org", "10.9.9.9", ALLOWED)
    assert not is_allowed("evil.wiki.example.org", "10.9.9.9", ALLOWED)


def test_each_attempt_waits_longer_and_none_at_the_same_moment() -> None:
    assert [back_off(attempt, 0.5) for attempt in (1, 2, 3)] == [1.0, 2.0, 4.0]
    assert (back_off(1, 0.0), back_off(1, 1.0)) == (0.5, 1.5)
    assert back_off(99, 0.5) == LONGEST

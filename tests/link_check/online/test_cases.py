"""How long to wait, and to which hosts requests may be sent."""

import re
from pathlib import Path

import pytest
from monologue.link_check.online.transport.network import is_allowed
from monologue.link_check.online.waiting import LONGEST, back_off, retry_after

CASES = Path(__file__).parent / "cases"
NOW = 784111777.0
"""Sun, 06 Nov 1994 08:49:37 GMT, the time in the examples of RFC 9110."""
ALLOWED = ("wiki.example.org", "10.1.0.0/16", "fd00:1::/32")


def cases(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"  +(?=\S+$)", line) for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("header", "seconds"), cases("retry_after"))
def test_retry_after_is_parsed(header: str, seconds: str) -> None:
    wanted = None if seconds == "-" else float(seconds)
    assert retry_after(header, NOW) == wanted


@pytest.mark.parametrize(("address", "allowed"), cases("network"))
def test_requests_are_allowed_to_public_and_allowed_addresses_only(address: str, allowed: str) -> None:
    assert is_allowed("www.example.org", address, ALLOWED) is (allowed == "yes")


def test_an_allowed_host_name_is_allowed_at_any_address() -> None:
    assert is_allowed("wiki.example.org", "10.9.9.9", ALLOWED)
    assert not is_allowed("evil.wiki.example.org", "10.9.9.9", ALLOWED)


def test_pauses_double_and_are_randomised() -> None:
    assert [back_off(attempt, 0.5) for attempt in (1, 2, 3)] == [1.0, 2.0, 4.0]
    assert (back_off(1, 0.0), back_off(1, 1.0)) == (0.5, 1.5)
    assert back_off(99, 0.5) == LONGEST

"""Redirects, and the verdict on the link that leads to them."""

from collections.abc import Callable
from typing import Any

import pytest
from host import HTML, Host, response
from monologue.link_check.online.model import Verdict

OK, MOVED, BROKEN, UNKNOWN = Verdict
PAGE = response(200, HTML, body="<title>A page</title><h1 id=here>x</h1>")
Serve = Callable[..., Host]


def test_a_permanent_redirect_is_reported_with_the_new_url(serve: Serve, check_url: Any) -> None:
    host = serve({"/old": response(301, "Location: /new"), "/new": PAGE})
    result = check_url(host.url("/old"))
    assert (result.verdict, result.hint) == (MOVED, f"write {host.url('/new')}")


def test_a_temporary_redirect_is_not_reported(serve: Serve, check_url: Any) -> None:
    host = serve({"/a": response(302, "Location: /b"), "/b": response(301, "Location: /c"), "/c": PAGE})
    assert check_url(host.url("/a")).verdict is OK


def test_the_new_url_is_the_last_permanent_one(serve: Serve, check_url: Any) -> None:
    host = serve(
        {
            "/a": response(308, "Location: /b"),
            "/b": response(301, "Location: /c"),
            "/c": response(307, "Location: /d"),
            "/d": PAGE,
        }
    )
    assert check_url(host.url("/a")).hint == f"write {host.url('/c')}"


def test_a_redirect_to_a_missing_page_is_broken(serve: Serve, check_url: Any) -> None:
    host = serve({"/a": response(301, "Location: /b")})
    result = check_url(host.url("/a"))
    assert (result.verdict, result.rule) == (BROKEN, "broken-external")
    assert result.said == f"redirects to {host.url('/b')}, which returned 404 Not Found"


def test_a_redirect_may_be_relative_and_in_utf8(serve: Serve, check_url: Any) -> None:
    """Hosts send UTF-8 in headers, although the standard does not allow it."""
    host = serve({"/a/b": response(302, "Location: ../caf\u00e9?\u00fc"), "/caf%C3%A9?%C3%BC": PAGE})
    assert check_url(host.url("/a/b")).verdict is OK


def test_a_redirect_loop_is_broken_unless_it_sets_a_cookie(serve: Serve, check_url: Any) -> None:
    circle = {"/a": response(302, "Location: /b"), "/b": response(302, "Location: /a")}
    assert check_url(serve(circle).url("/a")).rule == "redirect-loop"
    cookie = circle | {"/b": response(302, "Set-Cookie: seen=1", "Location: /a")}
    assert check_url(serve(cookie).url("/a")).rule == "unknown-external"


def test_too_many_redirects_are_broken(serve: Serve, check_url: Any) -> None:
    chain = {f"/{number}": response(302, f"Location: /{number + 1}") for number in range(50)}
    host = serve(chain)
    assert check_url(host.url("/0")).rule == "redirect-loop"
    assert len(host.requested) == 21


@pytest.mark.parametrize(
    ("location", "rule"),
    [
        ("mailto:me@example.org", "unknown-external"),
        ("http://[", "unknown-external"),
        ("http://10.0.0.1/", "private-address"),
        ("http://[::ffff:10.0.0.1]/", "private-address"),
        ("http://169.254.169.254/latest/meta-data/", "private-address"),
    ],
)
def test_a_redirect_to_a_disallowed_target_is_not_followed(
    serve: Serve, check_url: Any, location: str, rule: str
) -> None:
    assert check_url(serve({"/": response(302, f"Location: {location}")}).url("/")).rule == rule


def test_a_redirect_may_have_a_fragment(serve: Serve, check_url: Any) -> None:
    host = serve({"/a": response(302, "Location: /b#other"), "/b": PAGE})
    assert check_url(host.url("/a"), "here").fragments == {}


def test_a_redirect_from_a_page_to_the_home_page_is_reported(serve: Serve, check_url: Any) -> None:
    host = serve({"/blog/old": response(301, "Location: /"), "/": PAGE})
    assert check_url(host.url("/blog/old")).rule == "soft-404"

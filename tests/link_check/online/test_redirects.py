"""Where redirects lead, and what that proves of the link that began there."""

from collections.abc import Callable
from typing import Any

import pytest
from host import HTML, Host, response
from monologue.link_check.online.model import Verdict

OK, MOVED, BROKEN, UNKNOWN = Verdict
PAGE = response(200, HTML, body="<title>A page</title><h1 id=here>x</h1>")
Serve = Callable[..., Host]


def test_a_permanent_redirect_tells_the_new_address(serve: Serve, ask: Any) -> None:
    host = serve({"/old": response(301, "Location: /new"), "/new": PAGE})
    result = ask(host.url("/old"))
    assert (result.verdict, result.hint) == (MOVED, f"write {host.url('/new')}")


def test_a_temporary_redirect_leaves_the_link_as_it_is(serve: Serve, ask: Any) -> None:
    host = serve({"/a": response(302, "Location: /b"), "/b": response(301, "Location: /c"), "/c": PAGE})
    assert ask(host.url("/a")).verdict is OK


def test_the_new_address_is_the_last_that_is_permanent(serve: Serve, ask: Any) -> None:
    host = serve(
        {
            "/a": response(308, "Location: /b"),
            "/b": response(301, "Location: /c"),
            "/c": response(307, "Location: /d"),
            "/d": PAGE,
        }
    )
    assert ask(host.url("/a")).hint == f"write {host.url('/c')}"


def test_a_redirect_to_what_is_gone_is_broken(serve: Serve, ask: Any) -> None:
    host = serve({"/a": response(301, "Location: /b")})
    result = ask(host.url("/a"))
    assert (result.verdict, result.rule) == (BROKEN, "broken-external")
    assert result.said == f"redirects to {host.url('/b')}, which returned 404 Not Found"


def test_a_redirect_may_be_written_as_the_reader_would(serve: Serve, ask: Any) -> None:
    """In UTF-8, though a header has no such letters by the standard; and from where it stands."""
    host = serve({"/a/b": response(302, "Location: ../caf\u00e9?\u00fc"), "/caf%C3%A9?%C3%BC": PAGE})
    assert ask(host.url("/a/b")).verdict is OK


def test_redirects_in_circles_are_broken_unless_a_cookie_may_end_them(serve: Serve, ask: Any) -> None:
    circle = {"/a": response(302, "Location: /b"), "/b": response(302, "Location: /a")}
    assert ask(serve(circle).url("/a")).rule == "redirect-loop"
    cookie = circle | {"/b": response(302, "Set-Cookie: seen=1", "Location: /a")}
    assert ask(serve(cookie).url("/a")).rule == "unknown-external"


def test_redirects_without_end_are_given_up(serve: Serve, ask: Any) -> None:
    chain = {f"/{number}": response(302, f"Location: /{number + 1}") for number in range(50)}
    host = serve(chain)
    assert ask(host.url("/0")).rule == "redirect-loop"
    assert len(host.asked) == 21


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
def test_a_redirect_leads_nowhere_that_a_link_may_not(
    serve: Serve, ask: Any, location: str, rule: str
) -> None:
    assert ask(serve({"/": response(302, f"Location: {location}")}).url("/")).rule == rule


def test_a_redirect_may_have_a_fragment_of_its_own(serve: Serve, ask: Any) -> None:
    host = serve({"/a": response(302, "Location: /b#other"), "/b": PAGE})
    assert ask(host.url("/a"), "here").fragments == {}


def test_an_old_page_that_leads_to_the_home_page_is_told(serve: Serve, ask: Any) -> None:
    host = serve({"/blog/old": response(301, "Location: /"), "/": PAGE})
    assert ask(host.url("/blog/old")).rule == "soft-404"

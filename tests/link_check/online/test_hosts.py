"""What hosts do, on real sockets, and what it proves of a link."""

import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from host import HTML, Host, response
from monologue.link_check.online.model import Verdict
from monologue.link_check.online.transport import connection

OK, MOVED, BROKEN, UNKNOWN = Verdict
PAGE = response(200, HTML, body="<title>A page</title><h1 id=here>x</h1>")
Serve = Callable[..., Host]


def drop(line: socket.socket) -> None:
    """Say nothing and hang up."""


def trickle(start: bytes, every: bytes = b"x", seconds: float = 0.1) -> Callable[[socket.socket], None]:
    """Send a start, and then a little at a time, for ever."""

    def send(line: socket.socket) -> None:
        line.sendall(start)
        while True:
            time.sleep(seconds)
            line.sendall(every)

    return send


@pytest.mark.parametrize("refusal", [405, 501, 403, 404, 400, 500, 503])
def test_a_host_that_refuses_head_is_asked_by_get(serve: Serve, ask: Any, refusal: int) -> None:
    host = serve({"HEAD /": response(refusal), "GET /": PAGE})
    assert ask(host.url("/")).verdict is OK
    assert host.asked == ["HEAD /", "GET /"]


def test_a_host_that_drops_head_is_asked_by_get(serve: Serve, ask: Any) -> None:
    host = serve({"HEAD /": drop, "GET /": PAGE})
    assert ask(host.url("/")).verdict is OK


def test_a_page_that_is_there_is_asked_for_once(serve: Serve, ask: Any) -> None:
    host = serve({"/": PAGE})
    assert (ask(host.url("/")).verdict, host.asked) == (OK, ["HEAD /"])


@pytest.mark.parametrize(
    ("status", "verdict", "rule"),
    [
        (404, BROKEN, "broken-external"),
        (410, BROKEN, "broken-external"),
        (401, UNKNOWN, "blocked-external"),
        (403, UNKNOWN, "blocked-external"),
        (451, UNKNOWN, "blocked-external"),
        (999, UNKNOWN, "blocked-external"),
        (400, UNKNOWN, "unknown-external"),
        (429, UNKNOWN, "unknown-external"),
        (500, UNKNOWN, "unknown-external"),
        (503, UNKNOWN, "unknown-external"),
        (304, UNKNOWN, "unknown-external"),
    ],
)
def test_a_status_proves_no_more_than_it_says(
    serve: Serve, ask: Any, status: int, verdict: Verdict, rule: str
) -> None:
    host = serve({"/": response(status)})
    result = ask(host.url("/"))
    assert (result.verdict, result.rule) == (verdict, rule)
    assert str(status) in result.said


@pytest.mark.parametrize(
    "wall",
    [
        response(503, "Server: cloudflare", HTML, body="<html><title>Just a moment...</title>"),
        response(429, "cf-mitigated: challenge"),
        response(405, "x-amzn-waf-action: captcha"),
    ],
)
def test_a_riddle_for_programs_is_no_fault_of_the_page(serve: Serve, ask: Any, wall: bytes) -> None:
    assert ask(serve({"/": wall}).url("/")).rule == "blocked-external"


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ("Retry-After: 7", [7.0, 7.0]),
        ("Retry-After: 1.5", [1.5, 1.5]),
        ("Retry-After: soon", [1.0, 2.0]),
        ("X: y", [1.0, 2.0]),
        ("Retry-After: 86400", []),
    ],
)
def test_a_busy_host_is_asked_again_when_it_wants_to_be(
    serve: Serve, ask: Any, header: str, waits: list[float]
) -> None:
    busy = response(429, header)
    host = serve({"/": [busy, busy, PAGE]})
    assert ask(host.url("/")).verdict is (OK if waits else UNKNOWN)
    assert ask.waits == waits


def test_what_is_down_for_a_moment_is_asked_three_times_and_no_more(serve: Serve, ask: Any) -> None:
    host = serve({"/": drop})
    result = ask(host.url("/"))
    assert (result.verdict, result.said) == (UNKNOWN, "closed the connection without a response")
    assert host.asked == ["HEAD /", "GET /", "GET /", "GET /"]


def test_a_private_address_is_not_asked(serve: Serve, ask: Any) -> None:
    host = serve({"/": PAGE})
    assert ask.with_(allowed=()).__call__(host.url("/")).rule == "private-address"
    assert ask.with_(allowed=("127.0.0.1",)).__call__(host.url("/")).verdict is OK
    assert len(host.asked) == 1


def test_a_name_is_judged_by_the_address_it_is_found_at(serve: Serve, ask: Any) -> None:
    """Public by its name, private by its address; and one of two addresses is enough."""
    host = serve({"/": PAGE})
    at = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, host.port)) for ip in ("127.0.0.1", "10.0.0.7")]
    public = ask.with_(allowed=(), look_up=lambda name, port: at)
    result = public(f"http://www.example.org:{host.port}/")
    assert (result.rule, host.asked) == ("private-address", [])
    assert result.said.endswith("(127.0.0.1)")
    named = ask.with_(allowed=("www.example.org",), look_up=lambda name, port: at[:1])
    assert named(f"http://www.example.org:{host.port}/").verdict is OK


@pytest.mark.parametrize(
    ("error", "verdict"),
    [(socket.EAI_NONAME, BROKEN), (socket.EAI_AGAIN, UNKNOWN), (socket.EAI_FAIL, UNKNOWN)],
)
def test_no_such_host_is_broken_and_no_name_server_is_not(ask: Any, error: int, verdict: Verdict) -> None:
    def look_up(name: str, port: int) -> list[Any]:
        raise socket.gaierror(error, "no")

    assert ask.with_(look_up=look_up)("http://www.example.org/").verdict is verdict


def test_a_machine_without_names_does_not_call_every_link_broken(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems say "no such host" where there is no network at all."""

    def nothing(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    monkeypatch.setattr(connection.socket, "getaddrinfo", nothing)
    connection.dns_works.cache_clear()
    assert ask("http://www.example.org/").verdict is UNKNOWN
    connection.dns_works.cache_clear()


def test_a_host_name_of_any_script_is_looked_up_as_dns_has_it(serve: Serve, ask: Any) -> None:
    """The resolver of links has done IDNA already: what is asked is what a browser asks."""
    host, names = serve({"/": PAGE}), []

    def look_up(name: str, port: int) -> list[Any]:
        names.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    assert ask.with_(look_up=look_up)(f"http://xn--bcher-kva.example:{host.port}/").verdict is OK
    assert names == ["xn--bcher-kva.example"]
    assert f"Host: xn--bcher-kva.example:{host.port}" in host.heads[0]


def test_ipv6_is_spoken_and_a_dead_address_gives_way_to_the_next(serve: Serve, ask: Any) -> None:
    try:
        host = serve({"/": PAGE}, at="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert ask(host.url("/", "[::1]")).verdict is OK
    dead = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", host.port))
    alive = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", host.port, 0, 0))
    both = ask.with_(look_up=lambda name, port: [dead, alive])
    assert both(f"http://www.example.org:{host.port}/").verdict is OK


def test_slow_heads_end_in_time(serve: Serve, ask: Any) -> None:
    host = serve({"/": trickle(b"HTTP/1.1 200 OK\r\nX: ")})
    start = time.monotonic()
    assert ask.with_(timeout=0.25)(host.url("/")).said == "did not respond in time"
    assert time.monotonic() - start < 10, "four attempts of a quarter of a second"


def test_a_slow_body_does_not_make_a_page_unknown(serve: Serve, ask: Any) -> None:
    """Its status was good; only its fragments stay unknown."""
    head = response(200, HTML, length=False)
    result = ask.with_(timeout=0.5)(serve({"/": trickle(head)}).url("/"), "here")
    assert (result.verdict, result.fragments) == (OK, {})


def test_no_more_is_read_than_is_needed(serve: Serve, ask: Any) -> None:
    sent = []

    def endless(line: socket.socket) -> None:
        line.sendall(response(200, HTML, length=False))
        while True:
            sent.append(line.send(b"x" * 65536))

    assert ask(serve({"HEAD /": response(405), "GET /": endless}).url("/")).verdict is OK
    assert sum(sent) < 16 * 1024 * 1024, "what the system's buffers hold, not the 16 KiB that are read"


def test_a_bomb_is_unpacked_no_further_than_is_needed(serve: Serve, ask: Any) -> None:
    bomb = gzip.compress(b"<p>" + b"x" * 50_000_000)
    host = serve({"/": response(200, HTML, "Content-Encoding: gzip", body=bomb)})
    result = ask(host.url("/"), "here")
    assert (result.verdict, result.fragments) == (OK, {})


@pytest.mark.parametrize("fragment", ["here", "there"])
@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        response(200, HTML, "Content-Encoding: gzip", body=gzip.compress(b"<h1 id=here>")),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<h1 id=here>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"4\r\n<h1 \r\n8\r\nid=here>\r\n0\r\n\r\n",
        response(200, "Content-Type: text/html; charset=no-such", body=b"<h1 id=here>\xff\xfe"),
        response(200, "Content-Type: text/html; charset=utf-16", body="<h1 id=here>".encode("utf-16")),
        response(200, HTML, body="<h1 id=user-content-here>"),
        response(200, HTML, body="<a name=here>"),
    ],
)
def test_a_fragment_is_looked_for_however_the_page_comes(
    serve: Serve, ask: Any, page: bytes, fragment: str
) -> None:
    result = ask(serve({"/": page}).url("/"), fragment)
    assert (result.verdict, result.fragments) == (OK, {fragment: fragment == "here"})


@pytest.mark.parametrize(
    "page",
    [
        response(200, "Content-Type: application/pdf", body="%PDF"),
        response(200, HTML, body="<script>all()</script>"),
        response(200, HTML, "Content-Encoding: gzip", body=gzip.compress(b"<h1 id=x>" * 99)[:-20]),
        response(200, HTML, "Content-Encoding: gzip", body=b"no gzip"),
        response(200, HTML, "Content-Encoding: gzip", body=gzip.compress(b"<h1 id=x>") * 2),
        response(200, HTML, "Content-Encoding: br", body=b"?"),
        response(200, HTML, "Content-Length: 999", body=b"<h1 id=x>", length=False),
        response(200, HTML, "Transfer-Encoding: chunked", body=b"9\r\n<h1 id=x>\r\nzz", length=False),
    ],
)
def test_a_page_that_cannot_tell_is_not_accused(serve: Serve, ask: Any, page: bytes) -> None:
    result = ask(serve({"/": page}).url("/"), "here")
    assert (result.verdict, result.fragments) == (OK, {})


@pytest.mark.parametrize(
    "garbage", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70000]
)
def test_what_is_not_http_proves_nothing(serve: Serve, ask: Any, garbage: bytes) -> None:
    host = serve({"/": lambda line: line.sendall(garbage)})
    assert ask(host.url("/")).rule == "unknown-external"


@pytest.mark.parametrize("title", ["404", "Page not found", "Not Found | Example", "Error 404", "Oops - 404"])
def test_a_page_that_only_looks_like_one_is_told(serve: Serve, ask: Any, title: str) -> None:
    page = response(200, HTML, body=f"<title>{title}</title><p id=here>")
    assert ask(serve({"/": page}).url("/"), "here").rule == "soft-404"


@pytest.mark.parametrize("title", ["Room 404: a novel", "How to be not lost", "HTTP 404 explained"])
def test_a_page_about_something_is_one(serve: Serve, ask: Any, title: str) -> None:
    page = response(200, HTML, body=f"<title>{title}</title><p id=here>")
    assert ask(serve({"/": page}).url("/"), "here").verdict is OK


def test_an_accepted_status_is_good_on_its_host_alone(serve: Serve, ask: Any) -> None:
    host, other = serve({"/": response(403)}), serve({"/": response(403)})
    ask.policy = replace(ask.policy, accepted={f"127.0.0.1:{host.port}": [403]})
    assert ask(host.url("/")).verdict is OK
    assert ask(other.url("/")).rule == "blocked-external"


def test_no_cookie_is_sent_and_no_header_of_ours_without_tls(serve: Serve, ask: Any) -> None:
    host = serve({"/": response(302, "Set-Cookie: a=b", "Location: /b"), "/b": PAGE})
    secret = ask.with_(headers={f"127.0.0.1:{host.port}": {"Authorization": "secret"}})
    assert secret(host.url("/")).verdict is OK
    assert "cookie" not in "".join(host.heads).lower()
    assert "secret" not in "".join(host.heads)


def test_a_proxy_is_asked_instead_of_the_host(serve: Serve, ask: Any) -> None:
    proxy = serve({"http://www.example.org/x?y": PAGE})
    through = ask.with_(proxies={"http": f"http://me:pass%20word@127.0.0.1:{proxy.port}"}, allowed=())
    assert through("http://www.example.org/x?y").verdict is OK
    assert "Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk" in proxy.heads[0]
    direct = ask.with_(proxies={"http": "http://127.0.0.1:1"}, bypass=lambda host: True)
    assert direct(proxy.url("/")).verdict is BROKEN


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://169.254.169.254/", False),
        ("http://[::1]/", False),
        ("http://localhost/", False),
        ("http://10.0.0.7/", True),
        ("http://wiki.internal/", True),
        ("http://8.8.8.8/", True),
    ],
)
def test_a_proxy_is_not_asked_for_what_is_private(serve: Serve, ask: Any, url: str, asked: bool) -> None:
    """It would open what this machine may not: a proxy stands within the network."""
    proxy = serve({url: PAGE})
    allowed = ("wiki.internal", "10.0.0.0/24")
    through = ask.with_(proxies={"http": f"http://127.0.0.1:{proxy.port}"}, allowed=allowed)
    assert (through(url).verdict is OK) is asked
    assert bool(proxy.asked) is asked


def test_a_proxy_that_refuses_proves_nothing(serve: Serve, ask: Any) -> None:
    proxy = serve({"www.example.org:443": response(407)})
    through = ask.with_(proxies={"https": f"http://127.0.0.1:{proxy.port}"})
    result = through("https://www.example.org/")
    assert (result.verdict, proxy.asked[0]) == (UNKNOWN, "CONNECT www.example.org:443")

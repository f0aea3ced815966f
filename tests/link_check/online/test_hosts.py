"""The behaviour of hosts, on real sockets, and the verdicts that follow."""

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


def drop(connection_: socket.socket) -> None:
    """Close the connection without a response."""


def trickle(start: bytes, every: bytes = b"x", seconds: float = 0.1) -> Callable[[socket.socket], None]:
    """Send the start, then single chunks without end."""

    def send(connection_: socket.socket) -> None:
        connection_.sendall(start)
        while True:
            time.sleep(seconds)
            connection_.sendall(every)

    return send


@pytest.mark.parametrize("refusal", [405, 501, 403, 404, 400, 500, 503])
def test_get_is_sent_if_a_host_rejects_head(serve: Serve, check_url: Any, refusal: int) -> None:
    host = serve({"HEAD /": response(refusal), "GET /": PAGE})
    assert check_url(host.url("/")).verdict is OK
    assert host.requested == ["HEAD /", "GET /"]


def test_get_is_sent_if_a_host_drops_head(serve: Serve, check_url: Any) -> None:
    host = serve({"HEAD /": drop, "GET /": PAGE})
    assert check_url(host.url("/")).verdict is OK


def test_an_existing_page_is_requested_once(serve: Serve, check_url: Any) -> None:
    host = serve({"/": PAGE})
    assert (check_url(host.url("/")).verdict, host.requested) == (OK, ["HEAD /"])


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
def test_the_verdict_follows_from_the_status(
    serve: Serve, check_url: Any, status: int, verdict: Verdict, rule: str
) -> None:
    host = serve({"/": response(status)})
    result = check_url(host.url("/"))
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
def test_a_bot_challenge_is_not_a_fault_of_the_page(serve: Serve, check_url: Any, wall: bytes) -> None:
    assert check_url(serve({"/": wall}).url("/")).rule == "blocked-external"


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
def test_a_request_to_a_busy_host_is_repeated_after_the_pause_it_asks_for(
    serve: Serve, check_url: Any, header: str, waits: list[float]
) -> None:
    busy = response(429, header)
    host = serve({"/": [busy, busy, PAGE]})
    assert check_url(host.url("/")).verdict is (OK if waits else UNKNOWN)
    assert check_url.waits == waits


def test_a_failing_request_is_sent_three_times(serve: Serve, check_url: Any) -> None:
    host = serve({"/": drop})
    result = check_url(host.url("/"))
    assert (result.verdict, result.said) == (UNKNOWN, "closed the connection without a response")
    assert host.requested == ["HEAD /", "GET /", "GET /", "GET /"]


def test_no_request_is_sent_to_a_private_address(serve: Serve, check_url: Any) -> None:
    host = serve({"/": PAGE})
    assert check_url.with_(allowed=()).__call__(host.url("/")).rule == "private-address"
    assert check_url.with_(allowed=("127.0.0.1",)).__call__(host.url("/")).verdict is OK
    assert len(host.requested) == 1


def test_a_host_name_is_private_if_one_of_its_addresses_is(serve: Serve, check_url: Any) -> None:
    """The name is public; one private address of two is enough."""
    host = serve({"/": PAGE})
    at = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, host.port)) for ip in ("127.0.0.1", "10.0.0.7")]
    public = check_url.with_(allowed=(), look_up=lambda name, port: at)
    result = public(f"http://www.example.org:{host.port}/")
    assert (result.rule, host.requested) == ("private-address", [])
    assert result.said.endswith("(127.0.0.1)")
    named = check_url.with_(allowed=("www.example.org",), look_up=lambda name, port: at[:1])
    assert named(f"http://www.example.org:{host.port}/").verdict is OK


@pytest.mark.parametrize(
    ("error", "verdict"),
    [(socket.EAI_NONAME, BROKEN), (socket.EAI_AGAIN, UNKNOWN), (socket.EAI_FAIL, UNKNOWN)],
)
def test_an_unknown_host_is_broken_and_a_failing_name_server_is_not(
    check_url: Any, error: int, verdict: Verdict
) -> None:
    def look_up(name: str, port: int) -> list[Any]:
        raise socket.gaierror(error, "no")

    assert check_url.with_(look_up=look_up)("http://www.example.org/").verdict is verdict


def test_without_dns_no_link_is_reported_as_broken(check_url: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems report "no such host" while they have no network."""

    def nothing(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    monkeypatch.setattr(connection.socket, "getaddrinfo", nothing)
    connection.dns_works.cache_clear()
    assert check_url("http://www.example.org/").verdict is UNKNOWN
    connection.dns_works.cache_clear()


def test_an_internationalised_host_name_is_looked_up_in_its_ascii_form(serve: Serve, check_url: Any) -> None:
    """The URL parser has already applied IDNA."""
    host, names = serve({"/": PAGE}), []

    def look_up(name: str, port: int) -> list[Any]:
        names.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    assert check_url.with_(look_up=look_up)(f"http://xn--bcher-kva.example:{host.port}/").verdict is OK
    assert names == ["xn--bcher-kva.example"]
    assert f"Host: xn--bcher-kva.example:{host.port}" in host.heads[0]


def test_ipv6_works_and_the_next_address_is_tried_after_a_failure(serve: Serve, check_url: Any) -> None:
    try:
        host = serve({"/": PAGE}, at="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert check_url(host.url("/", "[::1]")).verdict is OK
    dead = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", host.port))
    alive = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", host.port, 0, 0))
    both = check_url.with_(look_up=lambda name, port: [dead, alive])
    assert both(f"http://www.example.org:{host.port}/").verdict is OK


def test_slow_headers_time_out(serve: Serve, check_url: Any) -> None:
    host = serve({"/": trickle(b"HTTP/1.1 200 OK\r\nX: ")})
    start = time.monotonic()
    assert check_url.with_(timeout=0.25)(host.url("/")).said == "did not respond in time"
    assert time.monotonic() - start < 10, "four attempts of a quarter of a second"


def test_a_slow_body_does_not_change_the_verdict(serve: Serve, check_url: Any) -> None:
    """The status is good; only the fragments are unknown."""
    head = response(200, HTML, length=False)
    result = check_url.with_(timeout=0.5)(serve({"/": trickle(head)}).url("/"), "here")
    assert (result.verdict, result.fragments) == (OK, {})


def test_only_the_needed_bytes_are_read(serve: Serve, check_url: Any) -> None:
    sent = []

    def endless(line: socket.socket) -> None:
        line.sendall(response(200, HTML, length=False))
        while True:
            sent.append(line.send(b"x" * 65536))

    assert check_url(serve({"HEAD /": response(405), "GET /": endless}).url("/")).verdict is OK
    assert sum(sent) < 16 * 1024 * 1024, "what the system's buffers hold, not the 16 KiB that are read"


def test_a_decompression_bomb_is_decompressed_only_as_far_as_needed(serve: Serve, check_url: Any) -> None:
    bomb = gzip.compress(b"<p>" + b"x" * 50_000_000)
    host = serve({"/": response(200, HTML, "Content-Encoding: gzip", body=bomb)})
    result = check_url(host.url("/"), "here")
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
def test_a_fragment_is_found_in_any_transfer_and_content_encoding(
    serve: Serve, check_url: Any, page: bytes, fragment: str
) -> None:
    result = check_url(serve({"/": page}).url("/"), fragment)
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
def test_a_page_whose_fragments_are_unknown_is_not_reported(
    serve: Serve, check_url: Any, page: bytes
) -> None:
    result = check_url(serve({"/": page}).url("/"), "here")
    assert (result.verdict, result.fragments) == (OK, {})


@pytest.mark.parametrize(
    "garbage", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70000]
)
def test_an_invalid_http_response_proves_nothing(serve: Serve, check_url: Any, garbage: bytes) -> None:
    host = serve({"/": lambda line: line.sendall(garbage)})
    assert check_url(host.url("/")).rule == "unknown-external"


@pytest.mark.parametrize("title", ["404", "Page not found", "Not Found | Example", "Error 404", "Oops - 404"])
def test_an_error_page_with_status_200_is_reported(serve: Serve, check_url: Any, title: str) -> None:
    page = response(200, HTML, body=f"<title>{title}</title><p id=here>")
    assert check_url(serve({"/": page}).url("/"), "here").rule == "soft-404"


@pytest.mark.parametrize("title", ["Room 404: a novel", "How to be not lost", "HTTP 404 explained"])
def test_a_page_about_errors_is_not_an_error_page(serve: Serve, check_url: Any, title: str) -> None:
    page = response(200, HTML, body=f"<title>{title}</title><p id=here>")
    assert check_url(serve({"/": page}).url("/"), "here").verdict is OK


def test_an_accepted_status_is_good_only_on_its_host(serve: Serve, check_url: Any) -> None:
    host, other = serve({"/": response(403)}), serve({"/": response(403)})
    check_url.policy = replace(check_url.policy, accepted={f"127.0.0.1:{host.port}": [403]})
    assert check_url(host.url("/")).verdict is OK
    assert check_url(other.url("/")).rule == "blocked-external"


def test_no_cookie_is_sent_and_no_configured_header_without_tls(serve: Serve, check_url: Any) -> None:
    host = serve({"/": response(302, "Set-Cookie: a=b", "Location: /b"), "/b": PAGE})
    secret = check_url.with_(headers={f"127.0.0.1:{host.port}": {"Authorization": "secret"}})
    assert secret(host.url("/")).verdict is OK
    assert "cookie" not in "".join(host.heads).lower()
    assert "secret" not in "".join(host.heads)


def test_the_request_is_sent_to_the_proxy(serve: Serve, check_url: Any) -> None:
    proxy = serve({"http://www.example.org/x?y": PAGE})
    through = check_url.with_(proxies={"http": f"http://me:pass%20word@127.0.0.1:{proxy.port}"}, allowed=())
    assert through("http://www.example.org/x?y").verdict is OK
    assert "Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk" in proxy.heads[0]
    direct = check_url.with_(proxies={"http": "http://127.0.0.1:1"}, bypass=lambda host: True)
    assert direct(proxy.url("/")).verdict is BROKEN


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://169.254.169.254/", False),
        ("http://[::1]/", False),
        ("http://localhost/", False),
        ("http://10.0.0.7/", True),
        ("http://wiki.internal/", True),
        ("http://8.8.8.8/", True),
    ],
)
def test_no_request_for_a_private_url_is_sent_to_a_proxy(
    serve: Serve, check_url: Any, url: str, sent: bool
) -> None:
    """A proxy inside the network could open the URL."""
    proxy = serve({url: PAGE})
    allowed = ("wiki.internal", "10.0.0.0/24")
    through = check_url.with_(proxies={"http": f"http://127.0.0.1:{proxy.port}"}, allowed=allowed)
    assert (through(url).verdict is OK) is sent
    assert bool(proxy.requested) is sent


def test_an_error_of_the_proxy_proves_nothing(serve: Serve, check_url: Any) -> None:
    proxy = serve({"www.example.org:443": response(407)})
    through = check_url.with_(proxies={"https": f"http://127.0.0.1:{proxy.port}"})
    result = through("https://www.example.org/")
    assert (result.verdict, proxy.requested[0]) == (UNKNOWN, "CONNECT www.example.org:443")

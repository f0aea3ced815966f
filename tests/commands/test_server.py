"""The responses of the server of ``invoke serve``, over real connections on this machine."""

import gc
import http.client
import json
import os
import socket
import threading
import tracemalloc
from pathlib import Path

import pytest
from monologue.commands.build.process import Build
from monologue.commands.serve.handler import GuardedHandler
from monologue.commands.serve.loop import remove_unused, running, show
from monologue.commands.serve.reload import EVENTS, with_script
from monologue.commands.serve.server import Server, open_server
from monologue.commands.serve.site import Site


def fetch(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/about/", "text/html; charset=utf-8"),
        ("/plain", "text/html; charset=utf-8"),
        ("/a%20b/%E6%97%A5%E6%9C%AC.html", "text/html; charset=utf-8"),
        ("/style.css?v=1", "text/css; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/image.svg", "image/svg+xml; charset=utf-8"),
        ("/video.mp4", "video/mp4"),
    ],
)
def test_a_file_is_served_with_its_type_and_never_cached(server: Server, path: str, kind: str) -> None:
    response, body = fetch(server, path)
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    assert response.headers["Content-Type"].replace("text/xml", "application/xml") == kind
    assert int(response.headers["Content-Length"]) == len(body) > 0


def test_the_system_sends_a_body_without_waiting_until_its_headers_are_acknowledged(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits 40 ms, from the second response on a connection on."""
    seen: list[int] = []

    def parse_request(handler: GuardedHandler) -> bool:
        seen.append(handler.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        return original(handler)

    original = GuardedHandler.parse_request
    monkeypatch.setattr(GuardedHandler, "parse_request", parse_request)
    fetch(server, "/about/")
    assert len(seen) == 1 and seen[0] != 0


def test_a_folder_without_its_slash_redirects_to_the_url_with_it(server: Server) -> None:
    response, _ = fetch(server, "/about?x=1")
    assert (response.status, response.headers["Location"]) == (301, "/about/?x=1")


def test_a_url_that_does_not_exist_gets_the_404_page_of_the_site(server: Server) -> None:
    response, body = fetch(server, "/nope/")
    assert response.status == 404
    assert b"Not here" in body


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00", "//etc/passwd"]
)
def test_nothing_outside_the_site_is_served(server: Server, path: str) -> None:
    response, body = fetch(server, path)
    assert response.status in {200, 404}
    assert b"secret" not in body and b"root:" not in body


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    got, body = fetch(server, "/")
    head, nothing = fetch(server, "/", "HEAD")
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(body))
    assert nothing == b""


@pytest.mark.parametrize(
    ("requested", "status", "body", "span"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-99", 200, b"0123456789", None),
        ("bytes=1-2,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("BYTES=0-0", 206, b"0", "bytes 0-0/10"),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=-99", 200, b"0123456789", None),
        (f"bytes={'9' * 5000}-", 416, b"", "bytes */10"),
        (f"bytes=2-{'9' * 5000}", 206, b"23456789", "bytes 2-9/10"),
        (f"bytes=-{'9' * 5000}", 200, b"0123456789", None),
        (f"bytes={'0' * 5000}2-3", 206, b"23", "bytes 2-3/10"),
        ("bytes=²-", 200, b"0123456789", None),
    ],
)
def test_a_byte_range_of_a_file_can_be_requested(
    server: Server, requested: str, status: int, body: bytes, span: str | None
) -> None:
    """RFC 9110, section 14: a browser requests ranges to seek in a video."""
    response, got = fetch(server, "/video.mp4", Range=requested)
    assert (response.status, got, response.headers["Content-Range"]) == (status, body, span)


def test_a_range_is_sent_only_if_the_request_can_have_one(server: Server) -> None:
    """No file has a validator, so ``If-Range`` never matches; only GET has ranges (RFC 9110)."""
    part = {"Range": "bytes=2-4"}
    assert fetch(server, "/video.mp4", **part, **{"If-Range": '"x"'})[0].status == 200
    assert fetch(server, "/video.mp4", "HEAD", **part)[0].status == 200
    assert fetch(server, "/nope", **part)[0].status == 404
    assert fetch(server, "/empty.bin")[0].status == 200
    assert fetch(server, "/empty.bin", **part)[0].status == 416


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="every file is readable there")
def test_a_file_that_cannot_be_read_is_reported_in_the_response(server: Server, site: Site) -> None:
    assert site.folder
    (site.folder / "style.css").chmod(0)
    response, body = fetch(server, "/style.css")
    assert response.status == 500
    assert b"style.css cannot be read: Permission denied" in body


def test_the_script_is_added_to_the_response_and_not_to_the_file(server: Server, site: Site) -> None:
    _, body = fetch(server, "/")
    assert body.endswith(b"</script>\n</body>") and EVENTS.encode() in body
    assert site.folder and "script" not in (site.folder / "index.html").read_text(encoding="utf-8")


def test_the_policy_of_a_page_allows_the_script() -> None:
    """Without it, the browser would not run the script."""
    policy = (
        b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none';script-src 'sha256-x'">"""
    )
    head, _, body = with_script(policy + b"<body>script-src </body>", "1").partition(b"<body>")
    assert b"content=\"default-src 'none';script-src 'nonce-serve' 'sha256-x'\"" in head
    assert body.startswith(b'script-src <script nonce="serve">')


class Events:
    """The event stream of a page that is open."""

    def __init__(self, server: Server, path: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        self.connection.request("GET", f"{EVENTS}?{path}")
        self.response = self.connection.getresponse()
        assert self.response.headers["Content-Type"] == "text/event-stream"

    def next(self) -> tuple[str, str, bool]:
        line = self.response.readline()
        self.response.readline()
        data = json.loads(line.removeprefix(b"data: "))
        return data["version"], data["report"], data["isBuilding"]


def test_an_open_page_receives_each_build_and_each_error(server: Server, site: Site) -> None:
    events = Events(server, "/about/")
    version, report, is_building = events.next()
    assert version.encode() in fetch(server, "/about/")[1]
    assert (report, is_building) == ("", False)
    threading.Timer(0.1, site.update, (site.folder, "1", "about.md:1:1: error")).start()
    assert events.next() == (version, "about.md:1:1: error", False)
    threading.Timer(0.1, site.begin).start()
    assert events.next() == (version, "about.md:1:1: error", True)
    threading.Timer(0.1, site.update, (site.folder, "2", "")).start()
    other, *rest = events.next()
    assert other != version and rest == ["", False]
    events.connection.close()


@pytest.mark.parametrize(
    ("path", "name", "changes"),
    [
        ("/about/", "about/index.html", True),
        ("/about/", "index.html", False),
        ("/a%20b/%E6%97%A5%E6%9C%AC", "a b/日本.html", True),
        ("/missing/", "404.html", True),
        ("/missing/", "missing/index.html", True),
        ("/missing/", "about/index.html", False),
        ("/%00", "index.html", False),
    ],
)
def test_the_version_of_a_page_changes_with_its_own_document(
    server: Server, site: Site, path: str, name: str, changes: bool
) -> None:
    assert site.folder
    events = Events(server, path)
    before = events.next()[0]
    (site.folder / name).parent.mkdir(exist_ok=True)
    (site.folder / name).write_text("changed", encoding="utf-8")
    site.touch()
    now = events.next()[0]
    assert (now != before) == changes
    assert now.encode() in fetch(server, path)[1]
    events.connection.close()


def test_before_the_first_successful_build_every_page_shows_the_errors(server: Server, site: Site) -> None:
    site.update(None, "", "x.md:1:1: error[y] <b>")
    response, body = fetch(server, "/about/")
    assert response.status == 503
    assert b"x.md:1:1: error[y] &lt;b&gt;" in body


def test_if_a_port_is_in_use_the_next_free_one_is_used(server: Server, site: Site) -> None:
    taken = server.server_address[1]
    with running(open_server("127.0.0.1", taken, site)) as second:
        assert taken < second.server_address[1] < taken + 20


def test_it_can_listen_on_an_ipv6_address(site: Site) -> None:
    with running(open_server("::1", 0, site)) as server:
        connection = http.client.HTTPConnection("::1", server.server_address[1], timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()


def test_memory_use_does_not_grow_over_two_hundred_builds(server: Server, site: Site, tmp_path: Path) -> None:
    """Each build is served and requested; earlier ones are deleted from the disk."""
    held = []
    for number in range(222):
        folder = tmp_path / f"build-{number}"
        folder.mkdir()
        (folder / "index.html").write_text(f"<body>{number} {'word ' * 2000}</body>", encoding="utf-8")
        show(site, Build(folder, 0, "content/a.md:1:1: error[x] y", ""), number)
        remove_unused(site)
        assert str(number).encode() in fetch(server, "/")[1]
        if number == 20:
            tracemalloc.start()
        if number > 20 and number % 100 == 21:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(list(tmp_path.glob("build-*"))) <= 2  # the last request may still have read the build before
    assert held[-1] - held[0] < 100_000

"""What the server of ``invoke serve`` answers, over real connections on this machine."""

import gc
import http.client
import json
import os
import threading
import tracemalloc
from pathlib import Path

import pytest
from monologue.commands.build.process import Build
from monologue.commands.serve.loop import running, show
from monologue.commands.serve.reload import EVENTS, with_script
from monologue.commands.serve.server import Server, open_server
from monologue.commands.serve.site import Site


def ask(
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
        ("/picture.svg", "image/svg+xml; charset=utf-8"),
        ("/video.mp4", "video/mp4"),
    ],
)
def test_a_file_is_served_with_its_type_and_never_cached(server: Server, path: str, kind: str) -> None:
    response, body = ask(server, path)
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    assert response.headers["Content-Type"].replace("text/xml", "application/xml") == kind
    assert int(response.headers["Content-Length"]) == len(body) > 0


def test_a_folder_without_its_slash_leads_to_the_one_with_it(server: Server) -> None:
    response, _ = ask(server, "/about?x=1")
    assert (response.status, response.headers["Location"]) == (301, "/about/?x=1")


def test_an_address_that_is_not_there_gets_the_404_page_of_the_site(server: Server) -> None:
    response, body = ask(server, "/nope/")
    assert response.status == 404
    assert b"Not here" in body


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00", "//etc/passwd"]
)
def test_nothing_outside_of_the_site_is_served(server: Server, path: str) -> None:
    response, body = ask(server, path)
    assert response.status in {200, 404}
    assert b"secret" not in body and b"root:" not in body


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    got, body = ask(server, "/")
    asked, nothing = ask(server, "/", "HEAD")
    assert asked.headers["Content-Length"] == got.headers["Content-Length"] == str(len(body))
    assert nothing == b""


@pytest.mark.parametrize(
    ("asked", "status", "body", "span"),
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
def test_a_part_of_a_file_can_be_asked_for(
    server: Server, asked: str, status: int, body: bytes, span: str | None
) -> None:
    """RFC 9110, section 14: what a browser does to jump in a video."""
    response, got = ask(server, "/video.mp4", Range=asked)
    assert (response.status, got, response.headers["Content-Range"]) == (status, body, span)


def test_a_part_is_sent_only_where_the_request_can_have_one(server: Server) -> None:
    """Nothing here has a validator, so ``If-Range`` never holds; only GET has ranges (RFC 9110)."""
    part = {"Range": "bytes=2-4"}
    assert ask(server, "/video.mp4", **part, **{"If-Range": '"x"'})[0].status == 200
    assert ask(server, "/video.mp4", "HEAD", **part)[0].status == 200
    assert ask(server, "/nope", **part)[0].status == 404
    assert ask(server, "/empty.bin")[0].status == 200
    assert ask(server, "/empty.bin", **part)[0].status == 416


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="every file is readable there")
def test_a_file_that_cannot_be_read_is_said_in_the_answer(server: Server, site: Site) -> None:
    assert site.folder
    (site.folder / "style.css").chmod(0)
    response, body = ask(server, "/style.css")
    assert response.status == 500
    assert b"style.css cannot be read: Permission denied" in body


def test_a_page_is_changed_on_its_way_out_only(server: Server, site: Site) -> None:
    _, body = ask(server, "/")
    assert body.endswith(b"</script>\n</body>") and EVENTS.encode() in body
    assert site.folder and "script" not in (site.folder / "index.html").read_text(encoding="utf-8")


def test_the_script_is_allowed_where_the_page_has_a_policy() -> None:
    """Without it, the browser would not run the script."""
    policy = (
        b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none';script-src 'sha256-x'">"""
    )
    head, _, body = with_script(policy + b"<body>script-src </body>", "1").partition(b"<body>")
    assert b"content=\"default-src 'none';script-src 'nonce-serve' 'sha256-x'\"" in head
    assert body.startswith(b'script-src <script nonce="serve">')


def test_an_open_page_is_told_of_each_build_and_of_each_fault(server: Server, site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"

    def event() -> dict[str, str]:
        line = response.readline()
        response.readline()
        told: dict[str, str] = json.loads(line.removeprefix(b"data: "))
        return told

    assert event() == {"build": "1", "report": ""}
    threading.Timer(0.1, site.update, (site.folder, "1", "about.md:1:1: error")).start()
    assert event() == {"build": "1", "report": "about.md:1:1: error"}
    threading.Timer(0.1, site.update, (site.folder, "2", "")).start()
    assert event() == {"build": "2", "report": ""}
    connection.close()


def test_before_the_first_good_build_every_page_says_what_is_wrong(server: Server, site: Site) -> None:
    site.update(None, "", "x.md:1:1: error[y] <b>")
    response, body = ask(server, "/about/")
    assert response.status == 503
    assert b"x.md:1:1: error[y] &lt;b&gt;" in body


def test_a_busy_port_gives_way_to_the_next_free_one(server: Server, site: Site) -> None:
    taken = server.server_address[1]
    with running(open_server("127.0.0.1", taken, site)) as second:
        assert taken < second.server_address[1] < taken + 20


def test_it_listens_on_ipv6_where_asked_to(site: Site) -> None:
    with running(open_server("::1", 0, site)) as server:
        connection = http.client.HTTPConnection("::1", server.server_address[1], timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()


def test_memory_stays_flat_over_two_hundred_builds(server: Server, site: Site, tmp_path: Path) -> None:
    """Each is shown and requested; the ones before are deleted from the disk."""
    held = []
    for number in range(222):
        folder = tmp_path / f"build-{number}"
        folder.mkdir()
        (folder / "index.html").write_text(f"<body>{number} {'word ' * 2000}</body>", encoding="utf-8")
        show(site, Build(folder, 0, "content/a.md:1:1: error[x] y", ""), number)
        assert str(number).encode() in ask(server, "/")[1]
        if number == 20:
            tracemalloc.start()
        if number > 20 and number % 100 == 21:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(list(tmp_path.glob("build-*"))) <= 2  # the last request may still have been in the one before
    assert held[-1] - held[0] < 100_000

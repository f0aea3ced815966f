"""Builds that replace each other while the server responds to many requests."""

import http.client
import threading
from pathlib import Path

from monologue.commands.build.process import Build
from monologue.commands.serve.loop import remove_unused, running, show
from monologue.commands.serve.server import open_server
from monologue.commands.serve.site import Site

SIZES = {"index.html": 20, "about/index.html": 2_000, "style.css": 20, "video.mp4": 40_000}
"""Files of a build, and how often each contains the build's number."""


def written(folder: Path, number: int) -> Build:
    """Write a build whose files consist of its number, repeated."""
    for name, size in SIZES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%09d\n" % number * size)
    return Build(folder, 0, "", "")


class Reader:
    """Requests every file again and again, and records each wrong response."""

    def __init__(self, port: int, *, keeps_connection: bool) -> None:
        self.port, self.keeps_connection = port, keeps_connection
        self.stop = threading.Event()
        self.errors: list[str] = []
        self.seen: set[bytes] = set()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.stop.is_set():
            for name, size in SIZES.items():
                try:
                    self._request(connection, name, size)
                except (OSError, http.client.HTTPException) as error:
                    self.errors.append(f"{name}: {error!r}")
                if not self.keeps_connection:
                    connection.close()
        connection.close()

    def _request(self, connection: http.client.HTTPConnection, name: str, size: int) -> None:
        connection.request("GET", f"/{name}")
        response = connection.getresponse()
        body = response.read().partition(b"<script")[0]
        if response.status != 200 or len(body) != 10 * size or len(set(body.split())) != 1:
            self.errors.append(f"{name}: {response.status}, {len(body)} bytes")
        self.seen.add(body[:10])


def replace(site: Site, made: Build, number: int) -> None:
    """Serve a build, and remove those that it replaces."""
    show(site, made, number)
    remove_unused(site)


def test_no_request_fails_while_builds_replace_each_other(tmp_path: Path) -> None:
    """Every response is complete, and from one build."""
    site = Site()
    replace(site, written(tmp_path / "0", 0), 0)
    with running(open_server("127.0.0.1", 0, site)) as server:
        port = server.server_address[1]
        readers = [Reader(port, keeps_connection=number % 2 == 0) for number in range(8)]
        for number in range(1, 301):
            replace(site, written(tmp_path / str(number), number), number)
        for reader in readers:
            reader.stop.set()
            reader.thread.join()
        site.close()
    assert [reader.errors for reader in readers] == [[]] * len(readers)
    assert len(set().union(*(reader.seen for reader in readers))) > 20
    assert len(list(tmp_path.iterdir())) <= 1 + len(readers)


def test_a_folder_is_deleted_once_no_request_uses_it(tmp_path: Path) -> None:
    site = Site()
    replace(site, written(tmp_path / "0", 0), 0)
    with site.reading() as (folder, build):
        replace(site, written(tmp_path / "1", 1), 1)
        replace(site, written(tmp_path / "2", 2), 2)
        assert folder and (folder / "index.html").is_file()
        assert build != site.build
        assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "2"]
    replace(site, written(tmp_path / "3", 3), 3)
    assert [path.name for path in tmp_path.iterdir()] == ["3"]


def test_after_a_failed_build_the_previous_one_is_served(tmp_path: Path) -> None:
    site = Site()
    replace(site, written(tmp_path / "0", 0), 0)
    failed = written(tmp_path / "1", 1)
    replace(site, Build(failed.folder, 1, "a.md:1:1: error[x] y", ""), 1)
    assert site.folder == tmp_path / "0" and site.report
    assert [path.name for path in tmp_path.iterdir()] == ["0"]
    replace(site, written(tmp_path / "2", 2), 2)
    assert [path.name for path in tmp_path.iterdir()] == ["2"]


def test_closing_waits_for_open_requests_and_then_serves_nothing(tmp_path: Path) -> None:
    site = Site()
    replace(site, written(tmp_path / "0", 0), 0)
    requested, ended = threading.Event(), threading.Event()

    def request() -> None:
        with site.reading():
            requested.set()
            threading.Event().wait(0.2)
            ended.set()

    thread = threading.Thread(target=request)
    thread.start()
    requested.wait()
    site.close(timeout=60)
    assert ended.is_set()
    with site.reading() as (folder, _):
        assert folder is None
    thread.join()

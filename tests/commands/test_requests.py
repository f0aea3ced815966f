"""Whatever bytes the server receives, it sends a valid HTTP response and never a traceback."""

import os
import random
import re
from pathlib import Path

import pytest
from monologue.commands.serve.hosts import host_of, read_names
from monologue.commands.serve.server import Server
from raw_http import exchange

CASES = Path(__file__).parent / "cases"


def lines(name: str) -> list[str]:
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def status_of(response: bytes) -> int:
    match = re.match(rb"HTTP/1\.1 (\d{3}) [\x20-\x7e]+\r\n", response)
    assert match, response[:200]
    return int(match[1])


@pytest.mark.parametrize(("host", "status"), [re.split(r"  +", line) for line in lines("hosts.txt")])
def test_only_a_host_name_that_no_other_site_can_own_is_accepted(
    shared_server: Server, host: str, status: str
) -> None:
    response = exchange(shared_server, b"GET / HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n")
    assert status_of(response) == int(status)
    assert (b"Home" in response) == (status == "200")


@pytest.mark.parametrize(("request_", "expected"), [line.split(" => ") for line in lines("requests.txt")])
@pytest.mark.skipif(os.name == "nt", reason="the file names are not possible there")
def test_each_request_gets_the_status_that_http_requires(
    shared_server: Server, capfd: pytest.CaptureFixture[str], request_: str, expected: str
) -> None:
    data = request_.encode("latin-1").decode("unicode_escape").encode("latin-1")
    if b"\r\n\r\n" not in data:
        data += b"\r\nHost: localhost\r\n\r\n"
    status, _, location = expected.partition(" ")
    response = exchange(shared_server, data)
    assert status_of(response) == int(status)
    assert re.findall(rb"\r\nLocation: ([^\r\n]*)\r\n", response) == ([location.encode()] if location else [])
    assert b"secret" not in response and b"\r\nX:y" not in response
    assert capfd.readouterr().err == ""


def test_a_refused_host_is_named_in_one_line_that_says_how_to_allow_it(shared_server: Server) -> None:
    response = exchange(shared_server, b"GET / HTTP/1.1\r\nHost: Mac.local:8000\r\n\r\n")
    head, _, body = response.partition(b"\r\n\r\n")
    assert b"Content-Type: text/plain; charset=utf-8" in head and b"Connection: close" in head
    assert body.decode() == (
        '403 Forbidden: the host name "mac.local" is not allowed'
        " (to allow it, run: invoke serve --allow-host mac.local)\n"
    )
    response = exchange(shared_server, b"GET / HTTP/1.1\r\nHost: $(touch)\r\n\r\n")
    assert response.endswith(b"invoke serve --allow-host '$(touch)')\n")


def test_allowed_host_names_are_normalized() -> None:
    names = ["Studio.local", "bücher.example", "a.example.:8000"]
    assert read_names(names) == {"studio.local", "xn--bcher-kva.example", "a.example"}
    for wrong in ("http://studio.local/", "", "a,b", "a b", "a..b", "*.local", "é" * 300, ".a"):
        with pytest.raises(ValueError, match="is not a host name"):
            read_names([wrong])


def test_one_ip_address_has_one_spelling() -> None:
    assert host_of("[0:0::0:1]:80") == host_of("[::1]") == "::1"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/" + b"a" * 300, 404),
        (b"/" + b"a" * 60_000, 404),
        (b"/a" * 30_000, 404),
        (b"/.." * 20_000, 404),
        (b"/%2e%2e" * 9_000 + b"/secret.txt", 404),
        (b"/" + b"\xff" * 60_000, 404),
        (b"/" + b"a" * 70_000, 414),
    ],
    ids=["a long name", "a longer one", "many folders", "many ..", "encoded ..", "not text", "too long"],
)
def test_a_path_of_any_length_gets_a_response(shared_server: Server, target: bytes, status: int) -> None:
    response = exchange(shared_server, b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert status_of(response) == status
    assert b"secret" not in response


def test_too_many_or_too_long_fields_are_refused(shared_server: Server) -> None:
    for fields in (b"X: y\r\n" * 200, b"X: " + b"y" * 70_000 + b"\r\n"):
        response = exchange(shared_server, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + fields + b"\r\n")
        assert status_of(response) == 431


def test_a_refusal_arrives_even_if_the_client_is_still_sending(shared_server: Server) -> None:
    """Closing at once would reset the connection, and the client would lose the response."""
    body = b"x" * 3_000_000
    request = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
    response = exchange(shared_server, request + body)
    assert status_of(response) == 405
    assert b"\r\nAllow: GET, HEAD\r\n" in response


def test_a_body_is_never_read_as_the_next_request(shared_server: Server) -> None:
    inner = b"GET /about/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for field in (b"Content-Length: %d" % len(inner), b"Transfer-Encoding: chunked", b"Content-Length: x"):
        response = exchange(
            shared_server, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + field + b"\r\n\r\n" + inner
        )
        assert response.count(b"HTTP/1.1 ") == 1
        assert b"About" not in response


def test_responses_on_one_connection_come_in_order(shared_server: Server) -> None:
    one = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
    response = exchange(shared_server, one % b"" + one % b"nope" + one % b"about" + one % b"style.css")
    assert re.findall(rb"HTTP/1\.1 (\d+)", response) == [b"200", b"404", b"301", b"200"]


PARTS = """
/ // . .. about video.mp4 a%20b nope loop outside.txt index.html .html .serve %2e %2f %00 %ed%a0%80 %5c
\\ ? # * : [ @ % ; é http://localhost
""".encode("latin-1").split()
FIELDS = (
    b"Range: bytes=0-3",
    b"Range: bytes=" + b"9" * 5000 + b"-",
    b"Range: bytes=-0",
    b"Range: bytes=5-2,1-",
    b"If-Range: x",
    b"Origin: http://localhost",
    b"Expect: 100-continue",
    b"Connection: keep-alive",
    b"Connection: close",
    b"Content-Length: 9",
    b"Transfer-Encoding: chunked",
    b"X: \xff",
)
NOISE = (
    b"\0",
    b"\r",
    b"\n",
    b"\r\n",
    b" ",
    b"\t",
    b"\x85",
    b"\xa0",
    b"\xff",
    b":",
    b"Host: evil.example\r\n",
)


def random_request(chance: random.Random) -> bytes:
    """Return a valid request of unusual parts; in half of the cases, insert some noise."""
    target = b"/" + b"".join(chance.choices(PARTS, k=chance.randrange(6)))
    line = b"%s %s HTTP/1.%d" % (chance.choice([b"GET", b"GET", b"HEAD"]), target, chance.random() < 0.8)
    fields = [b"Host: localhost", *chance.choices(FIELDS, k=chance.randrange(3))]
    request = b"\r\n".join([line, *fields, b"", b""])
    for _ in range(chance.choice([0, 0, 1, 3])):
        at = chance.randrange(len(request))
        request = request[:at] + chance.choice(NOISE) + request[at + chance.randrange(3) :]
    return request


@pytest.mark.parametrize("seed", range(8))
def test_each_of_three_thousand_random_requests_gets_a_response(
    shared_server: Server, capfd: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(400):
        request = random_request(chance)
        response = exchange(shared_server, request)
        assert re.match(rb"HTTP/1\.1 [1-5]\d\d [\x20-\x7e]+\r\n", response), (request, response)
        assert b"secret" not in response
        assert all(
            re.match(rb"/(?![/\\])", location) for location in re.findall(rb"\nLocation: (.*)", response)
        )
    assert capfd.readouterr().err == ""

"""Certificates, and which headers are sent over TLS. OpenSSL makes the certificates for the test."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import need
from host import HTML, Host, response
from monologue.core.settings import SettingsError
from monologue.link_check.io.online_check import fetcher
from monologue.link_check.online.model import Verdict
from monologue.link_check.online.settings import Online

NAMES = ("www.example.org", "other.example.org")
PAGE = response(200, HTML, body="<h1 id=here>x</h1>")
KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``ca.pem``, ``key.pem`` and the certificates ``good``, ``expired`` and ``self``."""
    need(bool(shutil.which("openssl")), "openssl")
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "names").write_text(f"subjectAltName={','.join(f'DNS:{name}' for name in NAMES)}")
    openssl(folder, "req", "-x509", *KEY, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Ours")
    openssl(folder, "req", *KEY, "-keyout", "key.pem", "-out", "request", "-subj", "/CN=x")
    sign = ["x509", "-req", "-in", "request", "-extfile", "names"]
    ours = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
    openssl(folder, *sign, *ours, "-days", "2", "-out", "good.pem")
    openssl(folder, *sign, *ours, "-days", "-1", "-out", "expired.pem")
    openssl(folder, *sign, "-signkey", "key.pem", "-days", "2", "-out", "self.pem")
    return folder


@pytest.fixture
def secure(serve: Callable[..., Host], certificates: Path) -> Callable[..., Host]:
    def start(pages: dict[str, bytes], certificate: str = "good") -> Host:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / f"{certificate}.pem", certificates / "key.pem")
        return serve(pages, tls=context)

    return start


@pytest.fixture
def trusting(check_url: Any, certificates: Path) -> Any:
    """Return a checker that trusts the test issuer and resolves every name to this machine."""
    tls = fetcher(Online(certificates=str(certificates / "ca.pem"))).tls
    return check_url.with_(
        tls=tls,
        look_up=lambda name, port: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )


def test_a_private_issuer_is_trusted_if_the_setting_names_it(secure: Any, trusting: Any) -> None:
    assert trusting(secure({"/": PAGE}).url("/", NAMES[0])).verdict is Verdict.OK


@pytest.mark.parametrize("certificate", ["expired", "self"])
def test_a_certificate_that_browsers_reject_is_broken(secure: Any, trusting: Any, certificate: str) -> None:
    result = trusting(secure({"/": PAGE}, certificate).url("/", NAMES[0]))
    assert (result.verdict, result.rule) == (Verdict.BROKEN, "bad-certificate")


def test_a_certificate_of_another_host_is_broken(secure: Any, trusting: Any) -> None:
    result = trusting(secure({"/": PAGE}).url("/", "www.example.com"))
    assert (result.verdict, result.rule) == (Verdict.BROKEN, "bad-certificate")


def test_an_unknown_issuer_proves_nothing(secure: Any, trusting: Any, check_url: Any) -> None:
    """A host may omit the intermediate certificate: browsers find it, OpenSSL does not."""
    unknowing = trusting.with_(tls=check_url.fetch.tls)
    result = unknowing(secure({"/": PAGE}).url("/", NAMES[0]))
    assert (result.verdict, result.rule) == (Verdict.UNKNOWN, "unknown-external")


def test_plain_http_on_a_tls_port_proves_nothing(serve: Any, trusting: Any) -> None:
    host = serve({"/": PAGE})
    assert trusting(f"https://{NAMES[0]}:{host.port}/").verdict is Verdict.UNKNOWN


def test_a_header_is_sent_only_to_its_own_host(secure: Any, serve: Any, trusting: Any) -> None:
    """Not to another host or port and not without TLS, whatever the redirects are."""
    other_port, plain = secure({"/": PAGE}), serve({"/": PAGE})
    host = secure({})
    host.pages |= {
        "/": PAGE,
        "/name": response(302, f"Location: {host.url('/', NAMES[1])}"),
        "/port": response(302, f"Location: {other_port.url('/', NAMES[0])}"),
        "/plain": response(302, f"Location: {plain.url('/', NAMES[0])}"),
    }
    secret = trusting.with_(headers={f"{NAMES[0]}:{host.port}": {"Authorization": "secret"}})
    for path in ("/", "/name", "/port", "/plain"):
        assert secret(host.url(path, NAMES[0])).verdict is Verdict.OK
    sent = {head.split("\r\n")[0] + head.partition("Host: ")[2][:3]: "secret" in head for head in host.heads}
    assert sent == {
        "HEAD / HTTP/1.1www": True,
        "HEAD /name HTTP/1.1www": True,
        "HEAD / HTTP/1.1oth": False,
        "HEAD /port HTTP/1.1www": True,
        "HEAD /plain HTTP/1.1www": True,
    }
    assert other_port.heads and plain.heads
    assert "secret" not in "".join(other_port.heads + plain.heads)


def test_a_proxy_tunnels_tls_and_gets_no_headers(secure: Any, serve: Any, trusting: Any) -> None:
    host = secure({"/": PAGE})
    where = f"{NAMES[0]}:{host.port}"

    def tunnel(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        with socket.create_connection(("127.0.0.1", host.port)) as through:
            through.settimeout(0.05)
            line.settimeout(0.05)
            for _ in range(20):
                for source, sink in ((line, through), (through, line)):
                    try:
                        if data := source.recv(65536):
                            sink.sendall(data)
                    except TimeoutError:
                        pass

    proxy = serve({where: tunnel})
    through = trusting.with_(
        headers={where: {"Authorization": "secret"}},
        proxies={"https": f"http://127.0.0.1:{proxy.port}"},
        timeout=5.0,
    )
    assert through(f"https://{where}/").verdict is Verdict.OK
    assert "secret" in host.heads[0]
    assert "secret" not in "".join(proxy.heads)


def test_an_invalid_certificate_file_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("nothing")
    for name, why in (("x.pem", "the file contains no certificate"), ("y.pem", "No such file or directory")):
        with pytest.raises(SettingsError) as error:
            fetcher(Online(certificates=str(tmp_path / name)))
        assert str(error.value) == f"LINK_CHECK_ONLINE['certificates']: {tmp_path / name}: {why}"


def test_an_unsupported_proxy_is_reported_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(SettingsError, match="the proxy must begin with http://, not socks5:"):
        fetcher(Online())


def test_the_proxy_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "example.org")
    ours = fetcher(Online())
    assert ours.proxies["https"] == "http://127.0.0.1:3128"
    assert ours.bypass("www.example.org")
    assert not ours.bypass("www.example.com")


TITLED = response(200, HTML, body="<title>The page</title>")
VIDEO = response(200, "Content-Type: video/mp4", body="x" * 99)


@pytest.mark.parametrize(
    ("plain", "encrypted", "same"),
    [
        (TITLED, TITLED, True),
        (VIDEO, VIDEO, True),
        (response(302, f"Location: https://{NAMES[0]}/"), TITLED, True),
        (TITLED, response(200, HTML, body="<title>Welcome to this server</title>"), False),
        (PAGE, PAGE, False),
        (VIDEO, response(200, "Content-Type: video/mp4", body="x" * 98), False),
        (TITLED, response(302, f"Location: http://{NAMES[0]}/"), False),
        (TITLED, response(404, HTML, body="<title>The page</title>"), False),
        (response(404, HTML, body="<title>The page</title>"), TITLED, False),
    ],
)
def test_a_page_that_is_the_same_over_tls_is_reported(
    serve: Any, secure: Any, trusting: Any, plain: bytes, encrypted: bytes, same: bool
) -> None:
    ports = {80: serve({"/": plain}).port, 443: secure({"/": encrypted}).port}
    result = usual(trusting, ports)(f"http://{NAMES[0]}/")
    assert (result.rule == "plain-http") is same
    assert not same or result.hint == f"write https://{NAMES[0]}/"


def test_the_tls_support_of_a_host_is_requested_once(serve: Any, trusting: Any) -> None:
    plain, other = serve({"/a": TITLED, "/b": TITLED}), serve({})
    check_url = usual(trusting, {80: plain.port, 443: other.port})
    assert [check_url(f"http://{NAMES[0]}{path}").verdict for path in ("/a", "/b")] == [Verdict.OK] * 2
    assert (plain.requested, len(other.heads)) == (["GET /a", "GET /b"], 1)


def usual(check_url: Any, ports: dict[int, int]) -> Any:
    """Map the default ports to the ports of the test hosts."""
    return check_url.with_(
        look_up=lambda name, port: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", ports[port]))]
    )

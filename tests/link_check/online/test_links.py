"""End to end: a site is built, other sites are requested, and faults are reported in the Markdown."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Builder, copy_sample_site, run_pelican
from forked import run_module
from host import HTML, Host, response
from monologue.core.settings import SettingsError
from monologue.link_check.check import external_urls
from monologue.link_check.cli.command import run
from monologue.link_check.extract.documents import read
from monologue.link_check.online.settings import read_online
from monologue.link_check.settings import Settings
from monologue.link_check.site import Site

PAGE = response(200, HTML, body="<title>A page</title><h1 id=here>x</h1>")
Serve = Callable[..., Host]


def settings(host: Host, **online: object) -> str:
    """Return settings under which links to the test host are not reported as private."""
    online = {"allow": ["127.0.0.1"], "rate": 1000, **online}
    return (
        'PLUGINS = ["monologue.link_check"]\nLINK_CHECK_ONLINE = ' + repr(online) + "\n"
        'LINK_CHECK = {"severity": {"local-address": "off", "blocked-external": "warning"}}\n'
    )


def site_of(host: Host) -> dict[str, str]:
    fine, gone, old, wall = map(host.url, ("/fine", "/gone", "/old", "/wall"))
    one = f"Title: One\n\n[fine]({fine})\n[gone]({gone})\n[moved]({old})\n"
    two = f"Title: Two\n\n[a]({fine}#here)\n[b]({fine}#there)\n[c]({wall})\n"
    return {"pages/one.md": one, "pages/two.md": two}


PAGES = {
    "/fine": PAGE,
    "/gone": response(410),
    "/old": response(301, "Location: /fine"),
    "/wall": response(403),
}


def test_a_fault_is_reported_at_its_line_in_the_markdown(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    site = build(site_of(host), settings(host) + 'FAIL_ON = "error"\n', LINK_CHECK_ONLINE="1")
    lines = [line.replace(host.url(""), "URL") for line in site.diagnostics]
    assert [line.partition(" (broken since")[0] for line in lines] == [
        "content/pages/one.md:4:8: error[broken-external] URL/gone returned 410 Gone",
        "content/pages/one.md:5:9: warning[moved-external] URL/old has moved permanently "
        "(it leads to URL/fine, which --fix does not write because its page has another name)",
        'content/pages/two.md:4:5: warning[external-fragment] URL/fine has no element with id "there"',
        "content/pages/two.md:5:5: warning[blocked-external] URL/wall returned 403 Forbidden: "
        "the host requires a login or rejects automated requests",
    ]
    assert site.status == 1


def test_a_permanent_redirect_is_corrected_in_the_markdown(serve: Serve, build: Builder) -> None:
    host = serve({"/old/page": response(301, "Location: /page"), "/page": PAGE})
    old, fine = host.url("/old/page"), host.url("/page")
    page = f"Title: One\n\n[a]({old}#here) <{old}> `{old}`\n"
    site = build({"pages/one.md": page}, settings(host), LINK_CHECK_ONLINE="1", LINK_CHECK_FIX="write")
    corrected = f"Title: One\n\n[a]({fine}#here) <{fine}> `{old}`\n"
    assert (site.root / "content/pages/one.md").read_text(encoding="utf-8") == corrected


def test_a_response_cannot_inject_markdown(serve: Serve, build: Builder) -> None:
    """Regression: the target of a redirect was written unescaped, with an image and a script after it."""
    location = "/x)![i](https://evil.example/t.png)[c](javascript:alert(1))/page"
    path = "/x%29!%5Bi%5D%28https://evil.example/t.png%29%5Bc%5D%28javascript:alert%281%29%29/page"
    host = serve({"/page": response(301, f"Location: {location}"), location: PAGE})
    page = "Title: One\n\n[a]({0}) and <a href={0}>b</a>\n\na | b\n--|--\n[c]({0}) | d\n"
    files = {"pages/one.md": page.format(host.url("/page"))}
    settings_ = settings(host) + 'MARKDOWN = {"extensions": ["extra"]}\n'
    site = build(files, settings_, LINK_CHECK_ONLINE="1", LINK_CHECK_FIX="write")
    assert (site.root / "content/pages/one.md").read_text(encoding="utf-8") == page.format(host.url(path))


def test_a_redirect_to_a_login_page_is_not_written(serve: Serve, build: Builder) -> None:
    host = serve({"/page": response(301, "Location: /login?next=/page"), "/login?next=/page": PAGE})
    page = f"Title: One\n\n[a]({host.url('/page')})\n"
    site = build({"pages/one.md": page}, settings(host), LINK_CHECK_ONLINE="1", LINK_CHECK_FIX="write")
    assert (site.root / "content/pages/one.md").read_text(encoding="utf-8") == page
    assert site.diagnostics[0].endswith(
        f"(it leads to {host.url('/login?next=/page')}, "
        "which --fix does not write because it leads to a login)"
    )


def test_each_url_is_requested_once_however_many_links_use_it(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    build(site_of(host), settings(host), LINK_CHECK_ONLINE="1")
    assert sorted(host.requested) == [
        "GET /fine",
        "GET /gone",
        "GET /wall",
        "HEAD /fine",
        "HEAD /gone",
        "HEAD /old",
        "HEAD /wall",
    ], "and /fine a second time because /old leads there"


def test_no_request_is_sent_unless_the_author_enables_it(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    site = build(site_of(host), settings(host))
    assert (site.diagnostics, host.requested) == ([], [])
    assert not (site.root / "link-check.json").exists()


def test_no_request_is_sent_for_an_ignored_or_invalid_link(serve: Serve, build: Builder) -> None:
    host = serve({})
    text = f"Title: One\n\n[x]({host.url('/x')})\n[y](http://me:secret@127.0.0.1:{host.port}/y)\n"
    text += f'<a href="{host.url("/z")}" data-link-check="ignore">z</a>\n'
    ours = settings(host) + 'LINK_CHECK["ignore"] = ["*/x"]\n'
    site = build({"pages/one.md": text}, ours, LINK_CHECK_ONLINE="1")
    assert host.requested == []
    assert [line.partition("] ")[0] for line in site.diagnostics] == [
        "content/pages/one.md:4:5: error[url-credentials"
    ]


def test_the_next_run_requests_only_urls_without_a_good_result(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    site = build(site_of(host), settings(host), LINK_CHECK_ONLINE="1")
    host.heads.clear()
    again = run_pelican(site.root, LINK_CHECK_ONLINE="1")
    assert again.diagnostics == site.diagnostics
    assert not any(request.endswith("/old") for request in host.requested)
    assert {request.split()[1] for request in host.requested} == {"/fine", "/gone", "/wall"}, (
        "a fragment is missing"
    )


def test_an_accepted_fault_is_not_reported_again(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    site = build(site_of(host), settings(host), LINK_CHECK_ONLINE="accept")
    assert site.diagnostics == []
    host.pages["/fine"] = response(404)
    later = run_pelican(site.root, LINK_CHECK_ONLINE="1")
    assert later.diagnostics == [], "the fault of this URL was accepted"
    kept = json.loads((site.root / "link-check.json").read_text())["urls"]
    assert kept[host.url("/gone")]["accepted"] is True


def test_a_newly_broken_link_is_a_warning_if_fail_after_is_set(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    site = build(site_of(host), settings(host, fail_after=7) + 'FAIL_ON = "error"\n', LINK_CHECK_ONLINE="1")
    assert site.status == 0
    assert "warning[newly-broken]" in site.diagnostics[0]


def test_a_url_is_normalised_as_a_browser_does() -> None:
    links = [
        "http://b\u00fccher.example/\u00e9#x",
        "HTTP://xn--bcher-kva.example:80/%C3%A9#y",
        "//b.example/../a",
    ]
    html = "".join(f'<a href="{link}">x</a>' for link in links) + '<link rel=preconnect href="//c.example">'
    site = Site("https://example.org", frozenset({"a.html"}), {"a.html": read("a.html", html)})
    assert external_urls(site, Settings()) == {
        "http://xn--bcher-kva.example/%C3%A9": {"x", "y"},
        "https://b.example/a": {""},
    }


def test_no_progress_is_shown_without_a_terminal(serve: Serve, build: Builder) -> None:
    host = serve(PAGES)
    assert "URLs checked" not in build(site_of(host), settings(host), LINK_CHECK_ONLINE="1").stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--allow", "x.org"], "--cache, --accept and --allow need --online"),
        (["--online", "--accept"], "--accept needs --cache FILE"),
    ],
)
def test_options_without_effect_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as end:
        run([str(tmp_path), *options])
    assert end.value.code == 2
    assert capsys.readouterr().err == f"link-check: {said}\n"


@pytest.mark.parametrize(("ci", "shown"), [("", True), ("true", False)])
def test_a_terminal_shows_the_progress(
    serve: Serve,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    shown: bool,
) -> None:
    host = serve({"/fine": PAGE, "/gone": response(404)})
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    (tmp_path / "index.html").write_text(f'<a href="{host.url("/fine")}"></a><a href="{host.url("/gone")}">')
    run([str(tmp_path), "--severity", "local-address=off", "--allow", "127.0.0.1", "--online"])
    assert ("1 of 2 URLs checked\r" in capsys.readouterr().err) is shown


def test_an_unwritable_cache_file_is_reported_in_one_line(
    serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = serve({"/fine": PAGE})
    (tmp_path / "index.html").write_text(f'<a href="{host.url("/fine")}">x</a>')
    where = ["--allow", "127.0.0.1", "--online", "--cache", str(tmp_path / "no/cache.json")]
    with pytest.raises(SystemExit) as end:
        run([str(tmp_path), "--severity", "local-address=off", *where])
    assert end.value.code == 2
    assert capsys.readouterr().err == f"link-check: {tmp_path}/no: No such file or directory\n"


def test_a_wrong_setting_is_reported_even_in_an_offline_check(build: Builder) -> None:
    site = build({}, 'PLUGINS = ["monologue.link_check"]\nLINK_CHECK_ONLINE = {"timout": 3}\n')
    assert site.status == 1
    assert site.stderr.strip() == "LINK_CHECK_ONLINE['timout'] is not a setting (did you mean timeout?)"


def test_tokens_are_needed_only_in_an_online_check(build: Builder) -> None:
    ours = 'PLUGINS = ["monologue"]\nLINK_CHECK_ONLINE = {"headers": {"x.org": {"A": "$NO_SUCH"}}}\n'
    assert build({}, ours).status == 0
    said = "LINK_CHECK_ONLINE['headers']['x.org'] needs the environment variable NO_SUCH, which is not set"
    assert build({}, ours, LINK_CHECK_ONLINE="1").stderr.strip() == said


def test_fragments_are_skipped_if_a_pattern_matches(serve: Serve, build: Builder) -> None:
    host = serve({"/fine": PAGE})
    text = f"Title: One\n\n[x]({host.url('/fine#there')}) [y]({host.url('/fine#L10')})\n"
    ours = settings(host, skip_fragments=["*/fine#t*"])
    assert build({"pages/one.md": text}, ours, LINK_CHECK_ONLINE="1").diagnostics == []
    assert host.requested == ["HEAD /fine"]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_an_interrupted_run_keeps_its_results(serve: Serve, build: Builder) -> None:
    def hang(line: object) -> None:
        time.sleep(60)

    host = serve({"/fine": PAGE, "/slow": hang})
    text = f"Title: One\n\n[x]({host.url('/fine')}) [y]({host.url('/slow')})\n"
    root = build({"pages/one.md": text}, settings(host)).root
    process = subprocess.Popen(
        [sys.executable, "-m", "pelican"],
        cwd=root,
        env={**os.environ, "LINK_CHECK_ONLINE": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(host.requested) < 2:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "interrupted; the results so far are in link-check.json"
    assert list(json.loads((root / "link-check.json").read_text())["urls"]) == [host.url("/fine")]


def test_any_folder_can_be_checked_online(
    serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = serve(PAGES)
    (tmp_path / "index.html").write_text(f'<a href="{host.url("/gone")}">x</a>')
    cache = tmp_path / "cache.json"
    arguments = [str(tmp_path), "--severity", "local-address=off", "--allow", "127.0.0.1"]
    online = [*arguments, "--online", "--cache", str(cache)]
    assert run(arguments[:3]) == 0
    assert run(online) == 1
    assert "index.html:1:10: error[broken-external]" in capsys.readouterr().out
    assert run([*online, "--accept"]) == 0
    assert run(online) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"timout": 3}, "['timout'] is not a setting (did you mean timeout?)"),
        ({"timeout": 0}, "['timeout'] must be above 0, not 0"),
        ({"rate": "fast"}, "['rate'] must be a number, not 'fast'"),
        ({"allow": [10]}, "['allow'] must be a list of strings, not of 10"),
        ({"accept": {"x.org": 403}}, "['accept']['x.org'] must be a list of whole numbers, not 403"),
        ({"headers": {"x.org": "Bearer"}}, "['headers']['x.org'] must be a dictionary of strings"),
        (
            {"headers": {"x.org": {"A": "$NO_SUCH"}}},
            "['headers']['x.org'] needs the environment variable NO_SUCH, which is not set",
        ),
        (
            {"headers": {"x.org": {"A": "5 $"}}},
            "['headers']['x.org'] has a $ without a name after it (write $$ for a dollar sign)",
        ),
    ],
)
def test_a_wrong_setting_is_reported_in_one_line(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_online({"LINK_CHECK_ONLINE": given}, {})
    assert str(error.value) == f"LINK_CHECK_ONLINE{said}"


def test_a_token_comes_from_the_environment() -> None:
    given = {"headers": {"API.example.org": {"Authorization": "Bearer $TOKEN"}}}
    online = read_online({"LINK_CHECK_ONLINE": given}, {"TOKEN": "secret"})
    assert online.headers == {"api.example.org": {"Authorization": "Bearer secret"}}


def test_invoke_links_reports_broken_links_and_exits_with_1(serve: Serve, tmp_path: Path) -> None:
    """Runs in a copy of the sample site whose own links are ignored."""
    copy_sample_site(tmp_path)
    host = serve(PAGES)
    (tmp_path / "content/pages/new.md").write_text(f"---\ntitle: New\n---\n\n[x]({host.url('/gone')})\n")
    with (tmp_path / "pelicanconf.py").open("a") as conf:
        conf.write('LINK_CHECK = {"ignore": ["https://*"], "severity": {"local-address": "off"}}\n')
        conf.write('LINK_CHECK_ONLINE = {"allow": ["127.0.0.1"], "cache": "known.json"}\n')

    def run_it(*more: str) -> subprocess.CompletedProcess[str]:
        return run_module("invoke", "links", *more, folder=tmp_path)

    first = run_it()
    assert (first.returncode, first.stderr.partition(" http")[0]) == (
        1,
        "content/pages/new.md:5:5: error[broken-external]",
    )
    assert not (tmp_path / "output").exists()
    assert (run_it("--accept").returncode, run_it().returncode) == (0, 0)
    assert '"accepted": true' in (tmp_path / "known.json").read_text()

"""A site of another generator is imported with every text, file and URL. Samples: cases/sites."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from monologue.commands.build.process import build
from monologue.commands.importing.command import import_site
from monologue.commands.importing.detect import detect, read_former
from monologue.commands.importing.disk import open_source
from monologue.commands.importing.model import Identity, ImportRefusedError
from monologue.commands.importing.plan import Plan, plan

from .test_new_site import monologue

SITES = Path(__file__).parent / "cases/sites"
NAMES = sorted(path.stem for path in SITES.glob("*.txt"))
PART = re.compile(r"^==== (?P<path>[^\n]+)\n(?P<text>.*?)(?=^==== |\Z)", re.MULTILINE | re.DOTALL)
DAY = date(2026, 11, 22)


def write_sample(name: str, folder: Path) -> dict[str, list[str]]:
    """Write the sample site of a generator into ``folder``; return what is expected of it, by keyword."""
    text = (SITES / f"{name}.txt").read_text(encoding="utf-8")
    parts = {match["path"]: match["text"] for match in PART.finditer(text)}
    lines = parts.pop("expected").splitlines()
    for path, content in parts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    urls = [line for line in lines if " = " in line]
    words = {line.partition(":")[0]: line.partition(":")[2].strip() for line in lines if " = " not in line}
    return {"urls": urls, **{key: [value] for key, value in words.items()}}


def planned(source: Path) -> Plan:
    return plan(read_former(open_source(source)), source.name, DAY)


def shown(identity: Identity, key: str) -> str:
    """Return a part of the identity as the samples write it."""
    value = getattr(identity, key)
    pairs = value.items() if isinstance(value, dict) else value
    return value if isinstance(value, str) else ", ".join(f"{one} {other}" for one, other in pairs)


@pytest.fixture
def sample(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "vault"
    write_sample(request.param, folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_old_configuration_is_read(name: str, tmp_path: Path) -> None:
    expected = write_sample(name, tmp_path / "vault")
    found = planned(tmp_path / "vault")
    assert found.former.generator == expected["generator"][0]
    for key in ("title", "subtitle", "author", "url", "language", "timezone", "social", "feeds"):
        assert shown(found.former.identity, key) == expected[key][0], key
    assert ", ".join(f"{label} {url}" for label, url in found.listings.menu) == expected["menu"][0]


@pytest.mark.parametrize("name", NAMES)
def test_each_text_and_file_is_at_its_url_unchanged(name: str, tmp_path: Path) -> None:
    source, site, output = tmp_path / "vault", tmp_path / "site", tmp_path / "output"
    expected = write_sample(name, source)
    import_site(source, site, DAY)
    found = planned(source)
    drafts = {line for key in expected.get("drafts", []) for line in key.split(", ")}
    urls = [f"{text.address} = {text.source}" for text in found.former.texts if text.source not in drafts]
    assert sorted(urls) == sorted(expected["urls"])
    for target, original in found.copied.items():
        assert (site / target).read_bytes() == (source / original).read_bytes()
    made = build(site, output, "publishconf.py", "never")
    assert "error[" not in made.report
    for text in found.former.texts:
        assert (output / text.save_as).is_file() == (text.source not in drafts), text.address
    for url in expected["files"][0].split(", "):
        assert (output / url.lstrip("/")).is_file(), url


@pytest.mark.parametrize("sample", NAMES, indirect=True)
def test_nothing_private_and_no_code_is_copied(sample: Path, tmp_path: Path) -> None:
    import_site(sample, tmp_path / "site", DAY)
    names = {path.name for path in (tmp_path / "site").rglob("*")}
    assert not names & {".env", "secret.md", "workspace.json", "consts.ts", "_config.yml", "Gemfile"}


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_a_second_import_changes_nothing_and_keeps_what_the_owner_edited(
    sample: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    import_site(sample, site, DAY)
    (site / "pelicanconf.py").write_text("mine", encoding="utf-8")
    (site / "content/about.md").unlink()
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    said = import_site(sample, site, date(2030, 1, 1))
    assert said == "Added content/about.md.\nNo existing file was changed."
    after = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert after.pop(site / "content/about.md")
    assert after == before
    assert import_site(sample, site, DAY) == "Nothing is new.\nNo existing file was changed."


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_two_imports_write_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        import_site(sample, tmp_path / name, DAY)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.*")
            if path.is_file() and path.parent.name != ".monologue"
        }
        for name in ("one", "two")
    )
    assert one == two


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_the_listing_of_a_section_has_its_text_and_its_articles(sample: Path, tmp_path: Path) -> None:
    import_site(sample, tmp_path / "site", DAY)
    build(tmp_path / "site", tmp_path / "output", "pelicanconf.py", "never")
    listing = (tmp_path / "output/posts/index.html").read_text(encoding="utf-8")
    assert "All of <em>them</em>." in listing and "<h1>All posts</h1>" in listing
    for url in ("/2024/01/the-first/", "/2024/02/two/", "/own/place/"):
        assert f'href="{url}"' in listing
    assert "Deep" not in listing


@pytest.mark.parametrize("sample", ["quarto"], indirect=True)
def test_the_parts_that_a_text_includes_are_copied_and_have_no_page(sample: Path, tmp_path: Path) -> None:
    import_site(sample, tmp_path / "site", DAY)
    made = build(tmp_path / "site", tmp_path / "output", "pelicanconf.py", "never")
    assert "_part" not in made.report and not list((tmp_path / "output").rglob("*part*"))
    assert not (tmp_path / "site/content/_private.qmd").exists()
    text = (tmp_path / "output/posts/second/index.html").read_text(encoding="utf-8")
    assert "A part," in text and "<p>with another.</p>" in text


@pytest.mark.parametrize("sample", ["astro"], indirect=True)
def test_a_weekly_log_has_the_title_and_the_breadcrumb_that_it_had(sample: Path, tmp_path: Path) -> None:
    import_site(sample, tmp_path / "site", DAY)
    made = build(tmp_path / "site", tmp_path / "output", "pelicanconf.py", "never")
    assert "missing-title" not in made.report
    log = (tmp_path / "output/log/2026-w07/index.html").read_text(encoding="utf-8")
    assert '<h1 class="p-name">Week 7, 2026</h1>' in log
    assert '<li><a href="/log/">Log</a></li>' in log
    titled = (tmp_path / "output/log/2026-w23/index.html").read_text(encoding="utf-8")
    assert '<h1 class="p-name">Week 23</h1>' in titled


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_links_out_of_the_site_are_not_followed(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("secret", encoding="utf-8")
    (sample / "content/posts/file.md").symlink_to(tmp_path / "outside/secret.md")
    (sample / "content/posts/folder").symlink_to(tmp_path / "outside")
    (sample / "content/posts/env.md").symlink_to(sample / ".env")
    (sample / ".env").write_text("SECRET=1", encoding="utf-8")
    (sample / "content/posts/loop").symlink_to(sample / "content")
    (sample / "static/same.png").symlink_to(sample / "static/images/x.png")
    import_site(sample, tmp_path / "site", DAY)
    names = {path.name for path in (tmp_path / "site").rglob("*")}
    assert not names & {"file.md", "folder", "secret.md", "env.md", "loop"}
    copy = tmp_path / "site/public/same.png"
    assert copy.read_text(encoding="utf-8") == "PNG\n" and not copy.is_symlink()
    report = (tmp_path / "site/IMPORT.md").read_text(encoding="utf-8")
    assert "* `.env`: it may hold a secret" in report
    assert "* `content/posts/file.md`: it is a symbolic link" in report


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_the_source_is_only_read(sample: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sample.rglob("*")}
    import_site(sample, tmp_path / "site", DAY)
    assert {path: path.stat().st_mtime_ns for path in sample.rglob("*")} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "vault"]


def test_code_of_the_site_is_never_run(tmp_path: Path) -> None:
    source, text = tmp_path / "site", "---\ntitle: A\ndate: 2024-01-01\n---\n\nA.\n"
    (source / "src/content/blog").mkdir(parents=True)
    (source / "src/content/blog/a.md").write_text(text, encoding="utf-8")
    code = f"fs.writeFileSync('{tmp_path}/run', ''); export default {{ site: `${{process.exit(1)}}` }}"
    (source / "astro.config.mjs").write_text(code, encoding="utf-8")
    import_site(source, tmp_path / "made", DAY)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("vault/new", "are inside each other (choose a folder elsewhere)"),
        ("", "are inside each other (choose a folder elsewhere)"),
        ("other", "is not empty, and has no IMPORT.md of a former import"),
        ("file", "is not a folder"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused(
    sample: Path, tmp_path: Path, folder: str, reason: str
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ImportRefusedError, match=re.escape(reason)):
        import_site(sample, tmp_path / folder, DAY)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("sample", ["hugo"], indirect=True)
def test_a_failure_leaves_nothing_behind(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(OSError, match="No space"):
        import_site(sample, tmp_path / "site", DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


@pytest.mark.parametrize("name", ["x", "empty"])
def test_the_command_refuses_a_source_in_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = monologue(tmp_path, "import", name, "site")
    reason = (
        "x is not a folder" if name == "x" else "no generator was recognised (give --generator: astro, hugo"
    )
    assert done.returncode == 1 and done.stderr.startswith(f"Nothing was written: {reason}")
    assert done.stderr.count("\n") == 1 and not (tmp_path / "site").exists()


@pytest.mark.parametrize("sample", ["zola"], indirect=True)
def test_the_command_reports_what_it_did_and_the_site_passes_its_check(sample: Path, tmp_path: Path) -> None:
    done = monologue(tmp_path, "import", "vault", "my site")
    assert done.returncode == 0 and not done.stderr
    assert "Ada: a site made with Zola, now in Monologue." in done.stdout
    assert "5 of 5 texts are published at the URL that they had." in done.stdout
    assert done.stdout.endswith("Next: cd 'my site' && monologue serve\n")
    checked = monologue(tmp_path / "my site", "check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_unknown_site_names_the_generators(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(ImportRefusedError, match="no generator was recognised"):
        read_former(open_source(tmp_path / "x"))
    with pytest.raises(ImportRefusedError, match="hexo is not a known generator"):
        read_former(open_source(tmp_path / "x"), "hexo")


@pytest.mark.parametrize("name", NAMES)
def test_each_generator_is_detected(name: str, tmp_path: Path) -> None:
    write_sample(name, tmp_path)
    assert detect(open_source(tmp_path)) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", 'title = "a'),
        ("hugo.toml", 'title = "{{ $x }} \\" %} \'"\n[[menu.main]]\nname = "{% x"\nurl = "/a/"'),
        ("hugo.yaml", "[" * 100_000),
        ("hugo.json", "[" * 100_000),
        ("hugo.toml", 'timeZone = "../../etc"\nlanguageCode = "x y"\nbaseURL = "https://[x"\ntitle = 3'),
        ("hugo.toml", "params = 3\nmenu = 'x'\npermalinks = [1]\nlanguages = true"),
        ("content/posts/a.md", "{%" * 300_000),
        ("content/posts/a.md", "---\ndate: '1" + " " * 100_000 + "x'\n---\n"),
        ('content/p{x}"y/a.md', "---\ndate: 2024-01-01\n---\nA\n"),
        ("content/posts/2024/_index.md", "---\ntitle: A year\n---\nOf texts.\n"),
        ("content/posts/zero.md", "---\ndate: 0001-01-01T00:00:00Z\n---\nA\n"),
        ("content/posts/last.md", "---\ndate: 9999-12-31T23:59:59Z\n---\nA\n"),
        ("content/posts/up.md", "---\ndate: 2024-01-01\nurl: ../../../up/\n---\nA\n"),
        ("content/posts/long.md", f"---\ndate: 2024-01-01\nslug: {'x' * 300}\n---\nA\n"),
        (
            "hugo.json",
            '{"title": "\\ud800 A", "params": {"description": "\\ud800", "social": {"x": "\\ud800"}}}',
        ),
        ("content/p{x}/_index.md", "---\ntitle: '{{ x }}\"%}'\n---\nA\n"),
    ],
)
def test_a_damaged_or_hostile_file_stops_nothing(name: str, text: str, tmp_path: Path) -> None:
    source = tmp_path / "vault"
    write_sample("hugo", source)
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_text(text, encoding="utf-8")
    if name.startswith("hugo."):
        (source / "hugo.toml").unlink() if name != "hugo.toml" else None
    found = planned(source)
    for file in ("pelicanconf.py", "publishconf.py"):
        compile(found.made[file], file, "exec")
    import_site(source, tmp_path / "site", DAY)
    assert (tmp_path / "site/IMPORT.md").is_file()

"""Whatever happens to the store, a build gives the bytes of a clean build, and prints one line at most."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from build_cache import small_site
from build_cache.builds import Done, Variants, build, differences

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks, and signals of POSIX")

NAME = "build.sqlite"
EDIT: small_site.Files = {"content/blog/one.md": "Title: One\nDate: 2024-01-01\n\nAnother text.\n"}
MANY: small_site.Files = {
    f"content/blog/more-{number}.md": f"Title: More {number}\nDate: 2023-01-01\n\n{'Text. ' * 300}\n"
    for number in range(8)
}


class Stored(Variants):
    """A site that was built once with each store."""

    def store(self, name: str) -> Path:
        """Return the file of a store."""
        return self.root / f".{name}" / NAME

    def spoilt(self, spoil: Callable[[Path], object], name: str = "one") -> Done:
        """Do something to the store, and build twice; return the first of these builds."""
        spoil(self.store(name))
        return self.checked(name)

    def checked(self, name: str) -> Done:
        """Build twice, and compare; the second time nothing may be printed."""
        done, again = (self.fast(name, 1 if name == "one" else 2) for _ in range(2))
        assert differences(self.clean, done) == differences(self.clean, again) == []
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    site = Stored(tmp_path_factory.mktemp("built") / "site")
    small_site.make(site.root, files=MANY)
    assert site.compare() == []
    shutil.copytree(site.root, site.root.with_name("copy"))
    return site


@pytest.fixture
def stored(built: Stored) -> Stored:
    """The site as it was built: at the same path, as the store belongs to one."""
    shutil.rmtree(built.root)
    shutil.copytree(built.root.with_name("copy"), built.root)
    site = Stored(built.root)
    site.clean = built.clean
    return site


def test_the_stores_of_these_tests_are_used(stored: Stored) -> None:
    """Otherwise, nothing that happens to them would matter."""
    for name in ("one", "two"):
        assert min(stored.checked(name).reused) > 0


def lines(done: Done) -> list[str]:
    """Return what was printed about the store on standard error."""
    return [line for line in done.stderr.splitlines() if "cache" in line]


def cut(path: Path, size: int) -> None:
    os.truncate(path, size)


def replaced_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("x", encoding="utf-8")


def folder_is_a_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("x", encoding="utf-8")


def execute(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.executescript(statement)
        connection.close()

    return change


KILLED = (
    *(f"kill-at-statement:{number}" for number in (1, 4, 12)),
    *(f"kill-at-byte:{size}" for size in (1, 5_000, 40_000)),
)
SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: cut(path, 0),
    "cut": lambda path: cut(path, path.stat().st_size // 2),
    "cut to one page and a half": lambda path: cut(path, 24_000),
    "a text": lambda path: path.write_text("Not a database.\n" * 1_000, encoding="utf-8"),
    "a folder": replaced_by_folder,
    "a file instead of its folder": folder_is_a_file,
    "of another version": execute("PRAGMA user_version = 99"),
    "without tables": execute("DROP TABLE value"),
    "without the other table": execute("DROP TABLE build"),
    "with other tables": execute(
        "DROP TABLE value; CREATE TABLE value (x TEXT); INSERT INTO value VALUES ('x')"
    ),
    "with values of other keys": execute(
        "CREATE TABLE copy AS SELECT id, data FROM value ORDER BY id; DELETE FROM value;"
        " INSERT INTO value SELECT a.id, b.data FROM copy a JOIN copy b ON b.rowid = a.rowid + 1"
    ),
    "with numbers as values": execute("UPDATE value SET data = 1"),
    "with texts as values": execute("UPDATE value SET data = 'x'"),
    "with empty values": execute("UPDATE value SET data = x''"),
    "with strange builds": execute("UPDATE build SET used = x'00112233445566'"),
    "with builds that are texts": execute("UPDATE build SET used = 'x', number = 'x'"),
    "a dangling link": lambda path: (path.unlink(), path.symlink_to("nowhere/at/all")),
    "a named pipe": lambda path: (path.unlink(), os.mkfifo(path)),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_store_is_made_again(stored: Stored, name: str) -> None:
    done = stored.spoilt(SPOILT[name])
    assert len(lines(done)) <= 1


@pytest.mark.parametrize("seed", range(6))
def test_changed_bytes_are_noticed(stored: Stored, seed: int) -> None:
    random = Random(seed)

    def change(path: Path) -> None:
        data = bytearray(path.read_bytes())
        for _ in range(random.choice((1, 3, 100))):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        path.write_bytes(data)

    assert len(lines(stored.spoilt(change))) <= 1


@pytest.mark.parametrize("name", ["one", "two"])
@pytest.mark.parametrize("fault", KILLED)
def test_a_killed_build_leaves_a_store_that_can_be_used(stored: Stored, name: str, fault: str) -> None:
    small_site.write(stored.root, EDIT)
    killed = stored.fast(name, 1 if name == "one" else 2, FAULT=fault)
    assert killed.status < 0, killed.stderr
    stored.clean = build(stored.root, False)
    assert lines(stored.checked(name)) == []


@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("size", [12_000, 16_384, 30_000, 60_000, 100_000])
def test_a_full_disk_only_costs_the_store(stored: Stored, size: int, is_new: bool) -> None:
    small_site.write(stored.root, EDIT)
    if is_new:
        stored.store("one").unlink()
    stored.clean = build(stored.root, False)
    done = stored.fast("one", 1, FAULT=f"full-at-byte:{size}")
    assert differences(stored.clean, done) == []
    assert len(lines(done)) <= 1
    stored.checked("one")


def test_a_store_that_another_build_writes_is_not_waited_for_long(stored: Stored) -> None:
    small_site.write(stored.root, EDIT)
    stored.clean = build(stored.root, False)
    connection = sqlite3.connect(stored.store("one"), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    done = stored.fast("one", 1)
    connection.close()
    assert differences(stored.clean, done) == []
    assert len(lines(done)) <= 1
    assert stored.checked("one").reused[0] > 0


def test_two_builds_at_once_use_one_store(stored: Stored) -> None:
    small_site.write(stored.root, EDIT)
    stored.clean = build(stored.root, False)
    builds: dict[str, Done] = {}

    def run(folder: str) -> None:
        # A variable that an interpreter reads when it starts: this build has a process of its own.
        builds[folder] = stored.fast(
            "one",
            1,
            "-o",
            folder,
            PYTHONHASHSEED="1",
            PYTHONPATH=os.pathsep.join(
                [str(Path(__file__).parent), str(Path(__file__).parents[2] / "plugins")]
            ),
        )

    threads = [threading.Thread(target=run, args=(name,)) for name in ("output", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [differences(stored.clean, done) for done in builds.values()] == [[], []]
    assert lines(stored.checked("one")) == []

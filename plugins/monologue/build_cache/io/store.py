"""One SQLite file with the values of former builds, by the digest of their inputs.

It is written in transactions, so that a build that is killed leaves nothing half-written; the next one drops
the values of a build that did not end. Two builds at
once write the same values under the same keys. A damaged file is deleted.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ...core.cache import FILE, SIZE, NoCache
from .packing import packed, unpacked

FORMAT = 3
"""The version of the tables."""
KEPT = 3
"""The number of sites and settings, such as those of serving and of publishing, whose values are kept."""
PENDING = 4_000_000
"""Bytes of values that are kept in memory before they are written."""
SMALL = 64_000_000
"""Bytes below which nothing is dropped."""
WAIT = 10
"""Seconds to wait for another build that writes."""
TABLES = """
CREATE TABLE IF NOT EXISTS value (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS unfinished (id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS size (number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS build (profile BLOB PRIMARY KEY, number INTEGER NOT NULL, used BLOB NOT NULL);
"""
Send = Callable[[tuple[bytes, bytes]], None]


class Store:
    """A ``Cache`` in a file."""

    def __init__(self, folder: Path, prefix: bytes, say: Callable[[str], None]) -> None:
        self.folder, self.prefix, self._say = folder, prefix, say
        self.environment = b""
        self.trusted: tuple[str, ...] = ()
        self.profile = b""
        """What distinguishes the site and its settings from others that use the same store."""
        self.shared: Mapping[str, Any] = {}
        """Objects that are stored by name only, such as Pelican's settings."""
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        """The number of bytes in ``_new``."""
        self._used: set[int] = set()
        self._send: Send | None = None
        self._connection = self._open()

    def __reduce__(self) -> tuple[type[NoCache], tuple[()]]:
        """Make the settings picklable, which Pelican's own cache stores."""
        return NoCache, ()

    def get(self, kind: str, key: bytes) -> Any:
        """Return the value that was stored under a key, or None."""
        full = self._full(kind, key)
        data = self._new.get(full) or self._read(_id(full))
        if data is None:
            return None
        self._used.add(_id(full))
        return unpacked(full, data, self.shared)

    def keep(self, kind: str, key: bytes) -> None:
        """Note that a value belongs to this build, which does not need it now."""
        self._used.add(_id(self._full(kind, key)))

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Store a value at the end of the build; one that cannot be stored is left out."""
        full = self._full(kind, key)
        with suppress(Exception):  # an object of a plugin may raise anything
            self.put_packed(full, packed(full, value, self.shared))

    def put_packed(self, full: bytes, data: bytes) -> None:
        """Store a value that another process packed."""
        self._used.add(_id(full))
        if self._send:
            self._send((full, data))
        else:
            self._new[full] = data
            self._waiting += len(data)
            if self._waiting > PENDING:
                self._write()

    def send_to(self, send: Send) -> None:
        """From now on, in a forked process, send what is put to the process that writes.

        SQLite forbids the use of one connection in two processes.
        """
        self._send = send  # before the file is opened: what is unfinished there is of this build
        self._connection = self._open()

    def forget(self) -> None:
        """Store nothing of this build."""
        self._new, self._waiting = {}, 0
        self._write(_drop_unfinished)

    def finish(self) -> None:
        """Write what was put, and drop what no recent build uses."""
        self._write(_keep_unfinished, self._note_build, self._drop_unused)
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _write(self, *steps: Callable[[sqlite3.Connection], None]) -> None:
        """Write what was put, and do further steps, in one transaction."""
        connection = self._connection
        if connection is None:
            self._new, self._waiting = {}, 0
            return
        try:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                rows = [(_id(full), data) for full, data in self._new.items()]
                connection.executemany("INSERT OR REPLACE INTO value VALUES (?, ?)", rows)
                connection.executemany(
                    "INSERT OR REPLACE INTO unfinished VALUES (?)", [row[:1] for row in rows]
                )
                for step in steps:
                    step(connection)
        except sqlite3.DatabaseError as error:
            self._give_up(connection, error)
        self._new, self._waiting = {}, 0

    def _full(self, kind: str, key: bytes) -> bytes:
        return blake2b(key, key=self.prefix, person=kind.encode()[:16], digest_size=SIZE).digest()

    def _read(self, number: int) -> bytes | None:
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT data FROM value WHERE id = ?", (number,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._give_up(self._connection, error)
            return None
        return row[0] if row and isinstance(row[0], bytes) else None

    def _open(self) -> sqlite3.Connection | None:
        path = self.folder / FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            connection = _connected(path)
        except (sqlite3.DatabaseError, OSError) as error:
            return self._again(path, error)
        if _version(connection) == FORMAT:
            return self._without_unfinished(connection)
        connection.close()
        return self._again(path, None)

    def _without_unfinished(self, connection: sqlite3.Connection) -> sqlite3.Connection | None:
        try:
            if not self._send and connection.execute("SELECT 1 FROM unfinished").fetchone():
                with connection:
                    _drop_unfinished(connection)
        except sqlite3.DatabaseError as error:
            self._give_up(connection, error)
            return None
        return connection

    def _again(self, path: Path, error: Exception | None) -> sqlite3.Connection | None:
        """Delete the file and make a new one; None if that fails, too."""
        try:
            _delete(path)
            connection = _connected(path)
        except (sqlite3.Error, OSError) as reason:
            self._say(f"The build cache is not used: {path} cannot be opened: {reason}")
            return None
        why = "was damaged" if error else "is of another release"
        self._say(f"The build cache {why}, and is made again.")
        return connection

    def _give_up(self, connection: sqlite3.Connection, error: sqlite3.DatabaseError) -> None:
        """Build without the store from now on; delete it if it is damaged."""
        self._connection = None
        with suppress(sqlite3.Error):
            connection.close()
        if isinstance(error, sqlite3.OperationalError):  # a full disk, a lock: the file is as it was before
            self._say(f"The build cache was not saved: {error}")
        else:
            with suppress(OSError):
                _delete(self.folder / FILE)
            self._say("The build cache was damaged, and will be made again.")

    def _note_build(self, connection: sqlite3.Connection) -> None:
        number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM build").fetchone()[0]
        used = packed(self.profile, sorted(self._used), {})
        connection.execute("INSERT OR REPLACE INTO build VALUES (?, ?, ?)", (self.profile, number, used))
        connection.execute("DELETE FROM build WHERE number <= ?", (number - KEPT,))

    def _drop_unused(self, connection: sqlite3.Connection) -> None:
        """Drop what no recent build used, if the store has become twice as large since that was last done."""
        before = connection.execute("SELECT max(number) FROM size").fetchone()[0] or 0
        if _size(connection) < max(2 * before, SMALL):
            return
        used: set[int] = set()
        for profile, data in connection.execute("SELECT profile, used FROM build"):
            used.update(unpacked(profile, data, {}) or ())
        unused = [row for row in connection.execute("SELECT id FROM value") if row[0] not in used]
        connection.executemany("DELETE FROM value WHERE id = ?", unused)
        connection.execute("DELETE FROM size")
        connection.execute("INSERT INTO size VALUES (?)", (_size(connection),))


def _id(full: bytes) -> int:
    return int.from_bytes(full[:8], "little", signed=True)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")  # the file need not survive a power failure
    if _version(connection) == 0:  # a new file
        connection.execute("PRAGMA page_size = 16384")  # most values are larger than the default page
        connection.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {FORMAT}; COMMIT")
    return connection


def _keep_unfinished(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM unfinished")


def _drop_unfinished(connection: sqlite3.Connection) -> None:
    """Drop the values of a build that did not end: only its end shows whether they depend on known code."""
    connection.execute("DELETE FROM value WHERE id IN (SELECT id FROM unfinished)")
    connection.execute("DELETE FROM unfinished")


def _size(connection: sqlite3.Connection) -> int:
    """Return the number of bytes that are in use."""
    pages, unused, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - unused) * size)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _delete(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal"):
        (path.parent / name).unlink(missing_ok=True)

"""Build a site again and again, in processes that are forked from one in which Pelican is loaded.

If that is not possible, here or for one build, the site is built as other commands do it: in a new process.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .messages import packed, receive
from .process import Build, arguments_of, build, debug_options, environment_of, note_of, result_of

FORK_SERVER = f"{__package__}.fork_server"
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
PATIENCE = 10.0
"""Seconds to wait for the answer about one document."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """The process of a finished build, which renders single documents again."""

    connection: socket.socket

    def render(self, source: str, document: str, site: Path) -> bool:
        """Render the document of a source that changed, and replace it in the folder of a site.

        Return whether that is done; if not, the document is as it was.
        """
        folder = Path(tempfile.mkdtemp(dir=site.parent))
        try:
            self.connection.sendall(packed({"source": source, "folder": str(folder)}))
            succeeded = receive(self.connection)
            if not succeeded:
                if (
                    succeeded is None
                ):  # an answer that comes later would be taken for that of another document
                    self.close()
                return False
            (folder / document).replace(site / document)
            return True
        except OSError:
            return False
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let the process end."""
        self.connection.close()


class Builder:
    """Builds the site at ``root`` with its ``settings`` file, for its author: no fault fails a build."""

    def __init__(self, root: Path, settings: str) -> None:
        self.root, self.settings = root, settings
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def forked(self, folder: Path) -> tuple[Build, Renderer | None] | None:
        """Build into a folder by a forked process; None if that could not be done.

        The renderer is the process of a build that succeeded.
        """
        if not CAN_FORK:
            return None
        printed, errors = (folder.with_name(f"{folder.name}.{name}") for name in ("printed", "errors"))
        request = {
            "arguments": [*debug_options(), *arguments_of(folder, self.settings, "never")],
            "note": str(note_of(folder)),
            "printed": str(printed),
            "errors": str(errors),
        }
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._server(), [packed(request)], [theirs.fileno()])
            if not isinstance(status := receive(ours), int):
                ours.close()
                return None
            texts = [path.read_text(encoding="utf-8", errors="replace") for path in (printed, errors)]
        except OSError:
            ours.close()
            return None
        finally:
            for path in (printed, errors):
                path.unlink(missing_ok=True)
        made = result_of(self.root, folder, status, *texts)
        if made.status:
            ours.close()
            return made, None
        ours.settimeout(PATIENCE)
        return made, Renderer(ours)

    def build(self, folder: Path) -> Build:
        """Build into a folder by a new process; if the system prevents that, return why."""
        try:
            return build(self.root, folder, self.settings, "never", drafts=True)
        except OSError as error:
            return Build(folder, 1, f"The build did not run: {error}", "")

    def close(self) -> None:
        """End all processes."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)  # it has a session of its own
            self._process.wait()
        if self._requests:
            self._requests.close()

    def _server(self) -> socket.socket:
        """Return the connection to the process that forks; start it if it does not run."""
        if self._requests and self._process and self._process.poll() is None:
            return self._requests
        self.close()
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", FORK_SERVER, str(theirs.fileno())],
                cwd=self.root,
                env=environment_of("never", drafts=True),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        return self._requests

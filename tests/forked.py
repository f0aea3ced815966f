"""Run modules as ``python -m`` does, in children of a process that has imported their packages.

Most of a small build's time goes into imports. The server imports third-party
packages only: each child imports the project's own modules itself, has a working
directory, an environment and arguments of its own, and ends as any interpreter does.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile

from top_level import ROOT, refuse

PACKAGES = """
ada_url anyio bs4 dateutil.parser docutils.core docutils.parsers.rst docutils.writers.html5_polyglot
feedgenerator invoke jinja2 markdown markdown_it pymdownx.superfences rich.console rich.live turbohtml
unidecode watchfiles yaml
"""
AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""How the names of variables begin that an interpreter reads when it starts."""
TIME_LIMIT = 120
"""Seconds after which a run is ended."""
Request = tuple[str, list[str], str, list[str], dict[str, str]]
"""A module, its arguments, its working directory, entries of ``sys.path``, and the environment."""


def run_module(
    module: str,
    *arguments: str,
    folder: Path,
    paths: Iterable[Path] = (),
    preload: tuple[str, ...] = (),
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run a module in ``folder``; ``paths`` are those of ``PYTHONPATH``.

    ``preload`` are modules of the project that many runs need, and that no test changes.
    """
    named = [str(path) for path in paths]
    variables = {**os.environ, **({"PYTHONPATH": os.pathsep.join(named)} if named else {}), **environment}
    if sys.platform != "linux" or any(name.startswith(AT_START) for name in environment):
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            timeout=TIME_LIMIT,
            check=False,
        )
    request: Request = (module, list(arguments), str(folder), named, variables)
    with TemporaryFile() as out, TemporaryFile() as error:
        connection = server(preload)
        socket.send_fds(connection, [json.dumps(request).encode()], [out.fileno(), error.fileno()])
        status = int(connection.recv(100))
        written = [stream.seek(0) or stream.read().decode() for stream in (out, error)]
    return subprocess.CompletedProcess([module, *arguments], status, *written)


@cache
def server(preload: tuple[str, ...]) -> socket.socket:
    """Start the process that forks, which ends with this one; return the connection to it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, __file__, *preload]
    with theirs:
        process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL)
    atexit.register(process.wait)
    atexit.register(ours.close)  # called first
    return ours


def serve() -> Request | None:
    """Fork for each request, and send its child's exit status; return the request in the child."""
    with socket.socket(fileno=os.dup(0)) as requests:
        while True:
            text, streams, _, _ = socket.recv_fds(requests, 1 << 20, 2)
            if not text:
                return None
            child = os.fork()
            if not child:
                for descriptor, stream in enumerate(streams, 1):
                    os.dup2(stream, descriptor)
            for stream in streams:
                os.close(stream)
            if not child:
                request: Request = json.loads(text)
                return request
            _, status = os.waitpid(child, 0)
            requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(module: str, arguments: list[str], folder: str, paths: list[str], environment: Mapping[str, str]):
    """Run the module in this process, as ``python -m`` does."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:1] = [folder, *paths]
    sys.argv = [module, *arguments]
    signal.alarm(TIME_LIMIT)
    sys.addaudithook(refuse)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    sys.path[1:1] = [str(ROOT / "plugins")] * (len(sys.argv) > 1)
    for package in (*PACKAGES.split(), *sys.argv[1:]):
        import_module(package)
    gc.freeze()
    if asked := serve():
        become(*asked)

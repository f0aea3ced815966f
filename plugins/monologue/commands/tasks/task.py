"""A task of Invoke whose help shows its arguments, and that ends with one line whatever stops it."""

import os
import sys
from collections.abc import Callable
from functools import partial
from inspect import Parameter
from typing import Any

from invoke import Exit, Task
from invoke import task as invoke_task

from ...core.adapter.files import shown
from ...core.settings import SettingsError
from ..build.process import DEBUG
from ..site_settings import SettingsFileError

INTERRUPTED = 130
"""The exit status after Ctrl-C, as in a shell."""
VALUES = {str: "=STRING", int: "=INT", bool: "", list: "=STRING"}
"""How the value of an option of each type is written, as in Invoke's list of options."""


class Command(Task[Callable[..., Any]]):
    """A task whose documentation ends with a line such as ``Usage: monologue new TITLE [--page]``.

    Invoke itself lists the options of a task, but not its arguments.
    """

    called_as = "monologue "

    def __init__(self, body: Callable[..., Any], **options: Any) -> None:
        super().__init__(body, **options)
        self.summary = (body.__doc__ or "").strip()
        """What the task does, in one line."""
        self.__doc__ = f"{self.summary}\n\nUsage: {' '.join(self.words())}"

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Run the task.

        Raises:
            Exit: If it did not succeed, with one line and the exit status.
        """
        try:
            return super().__call__(*arguments, **options)
        except KeyboardInterrupt:
            raise Exit(code=INTERRUPTED) from None
        except BrokenPipeError:
            discard_output()
            raise Exit(code=1) from None
        except (OSError, SettingsError, SettingsFileError) as error:
            raise Exit(f"{dashed(self.name)} failed: {reason(error)}", code=1) from None
        except Exception as error:
            if os.environ.get(DEBUG) or isinstance(error, Exit):
                raise
            from ...core.adapter.log import crash_line  # noqa: PLC0415 - rarely needed

            raise Exit(crash_line(dashed(self.name), error, f"{DEBUG}=1"), code=2) from None

    def words(self) -> list[str]:
        """Return how the task is called: its name, its arguments, its options."""
        parameters = self.argspec(self.body).parameters.values()
        arguments = [name.upper() for name in self.positional]
        options = [self._option(one) for one in parameters if one.name not in self.positional]
        return [self.called_as + dashed(self.name), *arguments, *options]

    def _option(self, parameter: Parameter) -> str:
        kind = list if parameter.name in self.iterable else type(parameter.default)
        repeated = "..." if kind is list else ""
        return f"[--{dashed(parameter.name)}{VALUES[kind]}]{repeated}"


class DeveloperCommand(Command):
    """A task of this repository."""

    called_as = "invoke dev."


def reason(error: Exception) -> str:
    """Return why something failed, in one line; for an error of the system, the file and its words."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    file = shown(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes | os.PathLike) else ""
    return f"{file}: {error.strerror}" if file else error.strerror


def discard_output() -> None:
    """Discard what is still to be printed: the reader has closed the pipe, as in ``| head``."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports an error at exit


def dashed(name: str) -> str:
    """Return the name of a function or parameter as it is written on the command line."""
    return name.replace("_", "-")


task = partial(invoke_task, klass=Command)
developer_task = partial(invoke_task, klass=DeveloperCommand)

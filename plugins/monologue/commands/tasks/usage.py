"""Show in the help of each task how it is called. Invoke lists its options only, not its arguments."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter
from typing import Any

from invoke import Task
from invoke import task as invoke_task

VALUES = {str: "=STRING", int: "=INT", bool: "", list: "=STRING"}
"""How the value of an option of each type is written, as in Invoke's list of options."""


class Command(Task[Callable[..., Any]]):
    """A task whose documentation ends with a line such as ``Usage: monologue new TITLE [--page]``."""

    called_as = "monologue "

    def __init__(self, body: Callable[..., Any], **options: Any) -> None:
        super().__init__(body, **options)
        self.summary = (body.__doc__ or "").strip()
        """What the task does, in one line."""
        self.__doc__ = f"{self.summary}\n\nUsage: {' '.join(self.words())}"

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


def dashed(name: str) -> str:
    """Return the name of a function or parameter as it is written on the command line."""
    return name.replace("_", "-")


task = partial(invoke_task, klass=Command)
developer_task = partial(invoke_task, klass=DeveloperCommand)

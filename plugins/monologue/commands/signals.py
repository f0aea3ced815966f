"""Handle termination signals: a signal interrupts a program's work once, and never its cleanup."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = [
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if name in signal.Signals.__members__
]
"""Ctrl-C, kill, a closed terminal; Ctrl-Break on Windows."""


class Ending:
    """The first signal that was received, and whether a signal may interrupt the program now."""

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self._may_interrupt = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Interrupt the program at the first signal; ignore later ones, because it is already ending."""
        is_first = self.signal is None
        self.signal = self.signal or signal.Signals(number)
        if is_first and self._may_interrupt:
            raise KeyboardInterrupt

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let a signal raise KeyboardInterrupt in the block, or at its start if one was received before."""
        self._may_interrupt = True
        try:
            if self.signal:
                raise KeyboardInterrupt
            yield
        finally:
            self._may_interrupt = False


@contextmanager
def ending() -> Iterator[Ending]:
    """Handle the signals in the main thread while the block runs; after the first, ignore them for good.

    A signal that is ignored when the block starts stays ignored: ``nohup`` ignores
    a closed terminal, and a shell ignores Ctrl-C for a background program.
    """
    state = Ending()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in ours:
        signal.signal(number, state.handle)
    try:
        yield state
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_IGN if state.signal else before[number])

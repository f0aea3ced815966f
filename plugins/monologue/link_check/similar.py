"""Find the name that a misspelt word was meant to be, in time that does not depend on how many there are."""

import re
from collections.abc import Iterable, Iterator

from ..core.settings import did_you_mean

_DIGITS = re.compile(r"\d+")
FEW = 40
"""Up to so many names difflib may compare them all."""
LONGEST = 100
"""Longer words are not typed by hand, so they are not misspelt."""


def _shortened(word: str) -> Iterator[str]:
    """Yield the word, and the word without each of its characters.

    Two words that differ by one letter (more, less, another) or by two
    neighbours that changed places have one of these in common. Short words
    have too many neighbours to guess among.
    """
    yield word
    for index in range(len(word)) if len(word) > 3 else ():
        yield word[:index] + word[index + 1 :]


class Names:
    """Known names, indexed once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._index: dict[str, str] = {}
        self._shared: set[str] = set()
        for name in self._names:
            if len(name) <= LONGEST:
                for form in set(_shortened(name.lower())):
                    if self._index.setdefault(form, name) != name:
                        self._shared.add(form)

    def nearest(self, word: str) -> str:
        """Return the name that ``word`` most likely means, or ``""``."""
        if len(word) <= LONGEST:
            for form in _shortened(word.lower()):
                if form in self._index:
                    return self._index[form]
        return ""

    def only(self, word: str) -> str:
        """Return the one name that ``word`` can mean, or ``""``. Another number is no misspelling."""
        if len(word) > LONGEST:
            return ""
        forms = [form for form in _shortened(word.lower()) if form in self._index]
        names = {self._index[form] for form in forms}
        name = names.pop() if len(names) == 1 and self._shared.isdisjoint(forms) else ""
        return "" if _DIGITS.sub("", name) == _DIGITS.sub("", word) else name

    def hint(self, word: str, before: str = "", after: str = "") -> str:
        """Return ``"did you mean <before><name><after>?"``, or ``""``."""
        if near := self.nearest(word):
            return f"did you mean {before}{near}{after}?"
        if len(self._names) <= FEW and len(word) <= LONGEST:
            return (
                did_you_mean(word, self._names).replace("mean ", f"mean {before}").replace("?", f"{after}?")
            )
        return ""

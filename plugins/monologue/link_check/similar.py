"""Find the known name that a misspelt word was meant to be, in time independent of the number of names."""

import re
from collections.abc import Iterable, Iterator

from ..core.settings import did_you_mean

_DIGITS = re.compile(r"\d+")
FEW = 40
"""The maximum number of names that are compared one by one with difflib."""
LONGEST = 100
"""Characters; longer words are not typed by hand, so they are not misspelt."""


def _shortened(word: str) -> Iterator[str]:
    """Yield the word, and the word without each one of its characters.

    Two words that differ by one inserted, deleted or replaced letter, or by two
    swapped neighbours, have one of these forms in common. Short words are similar
    to too many others.
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
        """Return the only name similar to ``word``, or ``""``. A different number is not a misspelling."""
        if len(word) > LONGEST:
            return ""
        forms = [form for form in _shortened(word.lower()) if form in self._index]
        names = {self._index[form] for form in forms}
        name = names.pop() if len(names) == 1 and self._shared.isdisjoint(forms) else ""
        return "" if _DIGITS.sub("", name) == _DIGITS.sub("", word) else name

    def hint(self, word: str, before: str = "", after: str = "") -> str:
        """Return ``"did you mean <before><name><after>?"``, or ``""``."""
        if similar := self.nearest(word):
            return f"did you mean {before}{similar}{after}?"
        if len(self._names) <= FEW and len(word) <= LONGEST:
            return (
                did_you_mean(word, self._names).replace("mean ", f"mean {before}").replace("?", f"{after}?")
            )
        return ""

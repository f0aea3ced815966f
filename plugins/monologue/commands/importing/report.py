"""The report of an import: in full for IMPORT.md, in short for the terminal."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import Text
from .plan import Plan
from .routing import paths

DIAGNOSTIC = re.compile(r"(?P<path>[^:\n]+?):(?P<rest>(?:\d+:(?:\d+:)?)? (?P<severity>error|warning)\[.*)\Z")
NAME = "IMPORT.md"
MOST = 5
"""The maximum number of files with errors that are named in the terminal."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a build of the new site reported."""

    lines: tuple[str, ...]
    """The diagnostics, and any other line."""
    missing: tuple[Text, ...]
    """The texts that were not written at their URL."""

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(
            bool((match := DIAGNOSTIC.match(line)) and match["severity"] == "error") for line in self.lines
        )

    def has_error(self, plan: Plan, text: Text) -> bool:
        """Return whether an error in a text was reported."""
        lines = self.by_file().get(f"{plan.former.content}/{text.path}", [])
        return any("error[" in line for line in lines)

    def by_file(self) -> Mapping[str, list[str]]:
        """Return the diagnostics by the file that they are about; other lines belong to no file."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            match = DIAGNOSTIC.match(line)
            found.setdefault(match["path"] if match else "", []).append(
                match["rest"].strip() if match else line
            )
        return dict(sorted(found.items(), key=lambda item: (not item[0], item[0])))


def full(plan: Plan, checked: Checked) -> str:
    """Return the text of IMPORT.md."""
    parts = [f"# The import of {plan.former.identity.title}\n", *_summary(plan, checked)]
    for heading, lines in (
        ("What is left to do", list(_left(plan, checked))),
        ("What was read of the old configuration", list(_identity(plan))),
        ("What differs from the former site", list(_changes(plan))),
        ("What is not published", list(_unpublished(plan))),
        ("What is not copied", list(_not_copied(plan))),
        ("The texts and their URLs", [f"{_code(one.source)} → /{one.address}" for one in plan.former.texts]),
        ("The other files", [f"{_code(source)} → {_code(target)}" for target, source in _others(plan)]),
    ):
        parts += [f"\n## {heading}\n", *([f"* {line}" for line in lines] or ["Nothing."])]
    return "\n".join(parts) + "\n"


def short(plan: Plan, checked: Checked, folder: str) -> str:
    """Return the lines for the terminal."""
    lines = [line.removeprefix("* ") for line in _summary(plan, checked) if line]
    counts = Counter(
        {path: sum("error[" in line for line in found) for path, found in checked.by_file().items()}
    )
    faulty = [(path, number) for path, number in counts.most_common() if number]
    lines += [f"  {path}: {counted(number, 'error', 'errors')}" for path, number in faulty[:MOST]]
    lines += (
        [f"  and {counted(len(faulty) - MOST, 'further file', 'further files')}"] if faulty[MOST:] else []
    )
    return "\n".join([*lines, f"{folder}/{NAME} lists every file, and what is left to do."])


def _summary(plan: Plan, checked: Checked) -> list[str]:
    """Return the numbers of the import, as a list in Markdown."""
    former, texts = plan.former, plan.former.texts
    articles = sum(text.section.kind == "article" for text in texts)
    warnings = sum("warning[" in line for line in checked.lines)
    files = len(plan.copied) - len(plan.former.texts) - len(plan.former.dropped)
    copied = (
        counted(articles, "article", "articles"),
        counted(len(texts) - articles, "page", "pages"),
        counted(files, "other file", "other files"),
    )
    drafts = len([text for text in checked.missing if not checked.has_error(plan, text)])
    faulty = len(checked.missing) - drafts
    kept = f"{len(texts) - len(checked.missing)} of {counted(len(texts), 'text', 'texts')} are published at"
    others = f"; {counted(drafts, 'draft', 'drafts')}, {counted(faulty, 'text', 'texts')} with an error"
    found = counted(checked.errors, "error", "errors"), counted(warnings, "warning", "warnings")
    further = counted(len(former.notes), "further point is", "further points are")
    return [
        f"* {former.identity.title}: a site made with {former.generator}, now in Monologue.",
        f"* {', '.join(copied[:2])} and {copied[2]} were copied; no text was changed.",
        f"* {kept} the URL that they had{others if checked.missing else ''}.",
        f"* `monologue check` reports {found[0]} and {found[1]}; {further} left for a person.",
    ]


def _left(plan: Plan, checked: Checked) -> Iterator[str]:
    """Yield what a person must do, file by file: first what the check reports, then what was not imported."""
    if not plan.former.identity.url:
        yield "`publishconf.py`: write the URL of the site; the old configuration has none"
    for path, lines in checked.by_file().items():
        for line in lines:
            yield f"{_code(path)}: {line}" if path else line
    for text in checked.missing:
        if not checked.has_error(plan, text):
            yield f"{_code(text.source)}: it is not at /{text.address}, because it is a draft or not due yet"
    for note in plan.former.notes:
        yield f"{_code(note.path)}: {note.message}" if note.path else note.message


def _identity(plan: Plan) -> Iterator[str]:
    identity = plan.former.identity
    menu = ", ".join(f"{label} ({url})" for label, url in plan.listings.menu)
    social = ", ".join(url for _, url in identity.social)
    feeds = ", ".join(f"/{path}" for path in identity.feeds.values())
    for name, value in (
        ("title", identity.title),
        ("subtitle", identity.subtitle),
        ("author", identity.author),
        ("URL", identity.url),
        ("language", identity.language),
        ("time zone", identity.timezone),
        ("menu", menu),
        ("social links", social),
        ("feed", feeds),
    ):
        yield f"{name}: {value or 'not found'}"


def _changes(plan: Plan) -> Iterator[str]:
    """Yield what was decided, and where it can be changed."""
    folders = [f"{plan.former.content}/{path}" for path in paths(plan.former, "article")]
    yield f"articles are read from {', '.join(map(_code, folders)) or 'no folder'} (`ARTICLE_PATHS`)"
    yield f"the URL of an article is `/{plan.routing.article_url}`, that of a page `/{plan.routing.page_url}`"
    for old, text in sorted(plan.redirects.items()):
        yield f"/{old} redirects to /{text.address}, as a file of the former site says"
    if plan.routing.exceptions:
        number = counted(len(plan.routing.exceptions), "text has a URL", "texts have URLs")
        yield f"{number} of another form: they are in `EXTRA_PATH_METADATA` of `pelicanconf.py`"
    for name in plan.routing.ignored_fields:
        yield f"the field `{name}` sets no URL (`FRONT_MATTER`), as with {plan.former.generator}"
    for note in (*plan.listings.notes, *plan.left_out):
        yield f"{_code(note.path)}: {note.message}"


def _unpublished(plan: Plan) -> Iterator[str]:
    for one in plan.former.dropped:
        yield f"{_code(one.source)}: {one.message}"


def _not_copied(plan: Plan) -> Iterator[str]:
    """Yield what is never copied, then the number of further files of each folder."""
    for note in plan.former.skipped:
        yield f"{_code(note.path)}: {note.message}"
    rest = set(plan.former.names) - set(plan.copied.values())
    folders = Counter("/".join(name.split("/")[:-1][:2]) for name in rest)
    for folder, number in sorted(folders.items()):
        where = f"in {_code(f'{folder}/')}" if folder else "at the top"
        yield f"{counted(number, 'file', 'files')} {where}"


def _others(plan: Plan) -> list[tuple[str, str]]:
    texts = {text.source for text in plan.former.texts} | {one.source for one in plan.former.dropped}
    return [(target, source) for target, source in plan.copied.items() if source not in texts]


def _code(text: str) -> str:
    """Return a path as code, whatever characters it has."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def lines_of(report: str) -> tuple[str, ...]:
    """Return the lines of a build's report, without empty ones."""
    return tuple(line for line in report.splitlines() if line.strip())


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"

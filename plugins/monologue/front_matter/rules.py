"""Every rule of this plugin: its id, how severe it is, what it means, and a line that breaks it."""

from collections.abc import Iterator
from typing import NamedTuple

from ..core import rule as core


class Rule(NamedTuple):
    """What a diagnostic's id stands for."""

    severity: str
    """``"error"``: the content is left out of the output; ``"warning"``: it is written."""
    meaning: str
    """One sentence."""
    example: str
    """What an author may have written."""


RULES: dict[str, Rule] = {
    "unreadable-file": Rule("error", "The file cannot be opened.", "a link to a file that is gone"),
    "invalid-utf8": Rule("error", "The file is not UTF-8 text.", "a file saved as Latin-1"),
    "nul-byte": Rule("error", "The file holds a NUL byte, so it is not text.", "a picture named `x.md`"),
    "forbidden-character": Rule(
        "error",
        "A control character, or another that XML 1.0 forbids: no feed could hold the text.",
        "pasted colours of a terminal, `\\x1b[31m`",
    ),
    "nameless-field": Rule("warning", "A field has an empty name; nothing reads it.", '`"": x`'),
    "unterminated": Rule(
        "error", "The fence that opens the front matter is never closed.", "`---` only once"
    ),
    "too-large": Rule(
        "error", "The front matter has more bytes or values than `max_size` allows.", "ten megabytes of tags"
    ),
    "too-deep": Rule("error", "Values are nested more than 50 levels deep.", "`[[[[[[…`"),
    "invalid-yaml": Rule("error", "The block is not YAML.", "a tab as indentation"),
    "invalid-toml": Rule("error", "The block is not TOML.", "`title = Hello`"),
    "invalid-json": Rule("error", "The block is not JSON.", '`{"title": }`'),
    "javascript": Rule("error", "The block is code; code is never run.", "`---js`"),
    "duplicate-key": Rule(
        "error", "A field is defined twice; both lines are named.", "`title:` on lines 2 and 5"
    ),
    "repeated-field": Rule(
        "warning",
        "A field is named twice, with other capitals or in Pelican's `Key: value` lines; the first counts.",
        "`title:` and `Title:`",
    ),
    "not-yaml": Rule(
        "warning",
        "A value is no YAML unless it stands in quotes; it is read as if it did.",
        "`title: Part 1: the start`",
    ),
    "wrong-type": Rule(
        "error", "A field holds another kind of value than its meaning asks for.", "`draft: maybe`"
    ),
    "bad-date": Rule(
        "error", "A date does not exist, or `date` is written in no known form.", "`date: 2024-09-31`"
    ),
    "unclear-date": Rule(
        "warning",
        "A date beside `date` is written in no known form; the next field that may hold it is asked.",
        "`created: last week`",
    ),
    "unknown-zone": Rule(
        "warning", "A time's zone has a name of several meanings; the site's zone is taken.", "`10:00 IST`"
    ),
    "moving-date": Rule("warning", "A date would change with each build.", "`date: today`"),
    "placeholder": Rule("warning", "A template's placeholder was never filled in.", "`created: {{date}}`"),
    "missing-date": Rule("error", "An article has no date, and its file name has none either.", "no `date:`"),
    "missing-title": Rule(
        "warning", "No title and no level-1 heading: the file name is taken.", "no `title:`"
    ),
    "unknown-status": Rule(
        "error", "The status is misspelt, or is none that Pelican's own lines know.", "`status: pubished`"
    ),
    "own-status": Rule(
        "warning",
        "The status says nothing about publishing; it is kept, and the content is published.",
        "`status: evergreen`",
    ),
    "unknown-language": Rule(
        "warning", "A language is not named by its code; the field is kept.", "`language: English`"
    ),
    "misspelt-field": Rule(
        "error", "A true or false is named nearly like one that holds a content back.", "`drfat: true`"
    ),
    "unsafe-path": Rule("error", "The address leads out of the output.", "`slug: ../../etc`"),
    "output-clash": Rule(
        "error", "Two contents claim one file; only the first by path is written.", "`slug: a` twice"
    ),
    "unwritable-path": Rule(
        "error",
        "The address cannot be a file: a name has more than 255 bytes, or the system refuses it.",
        "a tag of 300 letters",
    ),
    "outside-content": Rule(
        "error",
        "A link would publish a file that is not in the content folder, or a whole folder.",
        "`{static}/../secret.txt`",
    ),
    "invalid-link": Rule(
        "error", "What follows `{filename}` or another such word is not a valid URL.", "`{static}//[x`"
    ),
    "url-pattern": Rule(
        "warning", "An address is a pattern, not a path; it is ignored.", "`permalink: /:year/:title/`"
    ),
    "redirect-clash": Rule("warning", "Something else is written at an old address.", "`aliases: [/about/]`"),
    "unknown-timezone": Rule(
        "warning", "The time zone is not in the IANA data base.", "`timezone: Mars/Base`"
    ),
    "unknown-template": Rule(
        "warning", "The theme has no template of this name that prints one content.", "`template: fancy`"
    ),
    "broken-body": Rule(
        "error", "The text below the front matter cannot be converted.", "an extension that raises"
    ),
    "mdx": Rule("warning", "Code or components in MDX are not Markdown and are dropped.", "`<Tabs>`"),
    "shortcode": Rule(
        "warning", "A shortcode or tag of another generator is printed as it stands.", "`{{< youtube x >}}`"
    ),
    "flat-list": Rule(
        "warning",
        "A list within a list is indented by fewer blanks than Python-Markdown nests by.",
        "`  - b`",
    ),
    "unread-file": Rule(
        "warning", "A file of a kind that is read only where the setting `extensions` asks for it.", "`a.mdx`"
    ),
    "missing-cover": Rule(
        "warning", "The cover is neither a file nor an address: nothing shows it.", "`cover: nope.png`"
    ),
    "directory": Rule("warning", "A directory is named like a Markdown file.", "`notes.md/`"),
}


def documented() -> Iterator[core.Rule]:
    """Yield the documentation of each rule."""
    for name, (severity, meaning, example) in RULES.items():
        is_error = severity == "error"
        yield core.Rule(
            name, severity, meaning, example=f"Example: {example}", part="front_matter", is_fixed=is_error
        )

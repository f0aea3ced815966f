"""Every rule of this plugin: its id, how severe it is, what it finds, why that is bad, what to write."""

from collections.abc import Iterator
from typing import NamedTuple

from ..core import rule as core


class Rule(NamedTuple):
    """What a diagnostic's id stands for. Each text is made of whole sentences, but for the example."""

    severity: str
    """``"error"``: the content is left out of the output; ``"warning"``: it is written."""
    meaning: str
    """What the rule finds."""
    why: str
    """Why that is bad."""
    example: str
    """What an author may have written."""
    instead: str
    """What to write instead."""


RULES: dict[str, Rule] = {
    "unreadable-file": Rule(
        "error",
        "The file cannot be opened.",
        "Nothing of it can be published.",
        "a link to a file that was deleted",
        "Restore the file, correct its permissions, or delete the link to it.",
    ),
    "invalid-utf8": Rule(
        "error",
        "The file is not UTF-8 text.",
        "Guessing the encoding would publish wrong letters.",
        "a file saved as Latin-1",
        "Save the file as UTF-8 in your editor.",
    ),
    "nul-byte": Rule(
        "error",
        "The file holds a NUL byte, so it is not text.",
        "A browser would show the bytes of a picture or program as text.",
        "a picture named `x.md`",
        "Rename the file, or move it to a folder of `STATIC_PATHS`.",
    ),
    "forbidden-character": Rule(
        "error",
        "The text has a control character, or another that XML 1.0 forbids.",
        "One such character makes the whole feed unreadable.",
        "colours pasted from a terminal, `\\x1b[31m`",
        "Delete the character at the place that the message names.",
    ),
    "nameless-field": Rule(
        "warning",
        "A field has an empty name.",
        "Nothing can read it.",
        '`"": x`',
        "Give the field a name, or delete it.",
    ),
    "unterminated": Rule(
        "error",
        "The fence that opens the front matter is never closed.",
        "Where the text begins is unknown, so a draft could be published as text.",
        "`---` only once",
        "Close the front matter with the fence that opens it, on a line of its own.",
    ),
    "too-large": Rule(
        "error",
        "The front matter has more bytes or values than `max_size` allows.",
        "Reading it could take minutes, and it is most often a data file by mistake.",
        "ten megabytes of tags",
        "Move the data to a file of its own, or set a larger `max_size` in `FRONT_MATTER`.",
    ),
    "too-deep": Rule(
        "error",
        "Values are nested more than 50 levels deep.",
        "No template reads them, and reading them could exhaust the memory.",
        "`[[[[[[…`",
        "Write the value with fewer levels.",
    ),
    "invalid-yaml": Rule(
        "error",
        "The front matter is not valid YAML.",
        "None of its fields can be trusted, `draft: true` among them.",
        "a tab as indentation",
        "Correct the line that the message names: indent with spaces, and close each quote and bracket.",
    ),
    "invalid-toml": Rule(
        "error",
        "The front matter is not valid TOML.",
        "None of its fields can be trusted, `draft = true` among them.",
        "`title = Hello`",
        'Put text in quotes, `title = "Hello"`, and dates without quotes.',
    ),
    "invalid-json": Rule(
        "error",
        "The front matter is not valid JSON.",
        "None of its fields can be trusted, a draft's among them.",
        '`{"title": }`',
        "Correct the line that the message names: JSON needs double quotes, and no comma at the end.",
    ),
    "javascript": Rule(
        "error",
        "The front matter is JavaScript.",
        "The code of a text is never run, so its fields are unknown.",
        "`---js`",
        "Write the fields as YAML between two lines `---`.",
    ),
    "duplicate-key": Rule(
        "error",
        "A field is defined twice; the message names both lines.",
        "Readers of YAML and TOML disagree on which of the two counts.",
        "`title:` on lines 2 and 5",
        "Delete one of the two.",
    ),
    "repeated-field": Rule(
        "warning",
        "A field is defined twice, in other capitals or in Pelican's `Key: value` lines.",
        "Only the first counts, and the other may be the one that was meant.",
        "`title:` and `Title:`",
        "Delete one of the two.",
    ),
    "not-yaml": Rule(
        "warning",
        "The value must be quoted to be valid YAML; it is read as if it were.",
        "Other programs refuse the file or read something else.",
        "`title: Part 1: the start`",
        'Put the value in quotes: `title: "Part 1: the start"`.',
    ),
    "wrong-type": Rule(
        "error",
        "A field has another type of value than its meaning needs.",
        "The value cannot be used, and a wrong guess could publish a draft.",
        "`draft: maybe`",
        "Write a value of the type that the message names, or name a field of your own in `fields`.",
    ),
    "bad-date": Rule(
        "error",
        "A date does not exist, or `date` is written in an unknown form.",
        "The article would be sorted and labelled by a wrong date.",
        "`date: 2024-09-31`",
        "Write the date as `YYYY-MM-DD`, with `HH:MM` behind it if needed.",
    ),
    "unclear-date": Rule(
        "warning",
        "A date field other than `date` is written in an unknown form, or does not name a day.",
        "The next field that may hold the date is read instead; for a planned date, its last possible day.",
        "`created: last week`",
        "Write the date as `YYYY-MM-DD`.",
    ),
    "unknown-zone": Rule(
        "warning",
        "The name of a time zone has several meanings; the site's time zone is used.",
        "The time may be wrong by hours.",
        "`10:00 IST`",
        "Write the offset from UTC: `10:00+05:30`.",
    ),
    "moving-date": Rule(
        "warning",
        "A date would change with each build.",
        "Two builds of the same sources would differ.",
        "`date: today`",
        "Write the day itself, as `YYYY-MM-DD`.",
    ),
    "placeholder": Rule(
        "warning",
        "A template's placeholder was never filled in.",
        "Readers see the name of a variable instead of a value.",
        "`created: {{date}}`",
        "Write the value itself, or delete the field.",
    ),
    "missing-date": Rule(
        "error",
        "An article has no date, and its file name has none either.",
        "It cannot be put in order, and the date of a file changes when it is copied.",
        "no `date:`",
        "Add `date: YYYY-MM-DD`, or move the file to the folder of pages, which need no date.",
    ),
    "missing-title": Rule(
        "warning",
        "There is no title and no level-1 heading; the file name is used.",
        "A file name seldom reads well in a listing, a feed or a search result.",
        "no `title:`",
        "Add `title:`, or begin the text with a heading, `# A title`.",
    ),
    "unknown-status": Rule(
        "error",
        "The status or visibility is misspelt or unknown.",
        "The content may be a draft, so it is not published.",
        "`status: pubished`",
        "Write `published`, `draft`, `hidden` or `skip`; as a visibility `public`, `unlisted` or `private`.",
    ),
    "own-status": Rule(
        "warning",
        "The status says nothing about publishing; it is kept as a field, and the content is published.",
        "A word that was meant to keep the content back would not do so.",
        "`status: evergreen`",
        'Say that the field is your own: `FRONT_MATTER = {"fields": {"status": ""}}`.',
    ),
    "unknown-language": Rule(
        "warning",
        "A language is not named by its code; the value is kept as a field.",
        "Browsers and screen readers cannot know how to read the text.",
        "`language: English`",
        "Write the code of BCP 47: `en`, `ja`, `pt-BR`.",
    ),
    "misspelt-field": Rule(
        "error",
        "A field looks like a misspelling of one that hides a page.",
        "A draft would be published, so the page is left out.",
        "`drfat: true`",
        'Correct the name, or say that the field is your own: `FRONT_MATTER = {"fields": {"drfat": ""}}`.',
    ),
    "unsafe-path": Rule(
        "error",
        "The address leads out of the output folder.",
        "A file outside of the site would be overwritten.",
        "`slug: ../../etc`",
        "Write an address below the site, without `..`.",
    ),
    "output-clash": Rule(
        "error",
        "Two contents would be written to the same file; only the first, sorted by path, is written.",
        "The other one would be missing from the site.",
        "`slug: a` in two articles",
        "Give one of them another `slug`, or rename its file.",
    ),
    "unwritable-path": Rule(
        "error",
        "The address cannot be a file: a name is longer than 255 bytes, or the system refuses it.",
        "Nothing can be written there.",
        "a tag of 300 letters",
        "Write a shorter `slug`, tag or category.",
    ),
    "outside-content": Rule(
        "error",
        "A link would publish a file outside of the content folder, or a whole folder.",
        "Private files could be published by mistake.",
        "`{static}/../secret.txt`",
        "Copy the file into the content folder, and link it there.",
    ),
    "invalid-link": Rule(
        "error",
        "What follows `{filename}`, `{static}` or another such word is not a valid URL.",
        "Pelican cannot read it, and would drop the page.",
        "`{static}//[x`",
        "Write the path of the file in the content folder: `{static}/images/x.png`.",
    ),
    "url-pattern": Rule(
        "warning",
        "An address is a pattern, not a path; it is ignored.",
        "The page is written at the address that its file name gives, and old links to it may break.",
        "`permalink: /:year/:title/`",
        "Write the address itself, or set the pattern once as `ARTICLE_URL` and `ARTICLE_SAVE_AS`.",
    ),
    "redirect-clash": Rule(
        "warning",
        "Something else is written at an old address; no redirect is written.",
        "Readers who come by the old address see the other page.",
        "`aliases: [/about/]`",
        "Delete the old address from the field, or move what is there.",
    ),
    "unknown-timezone": Rule(
        "warning",
        "The time zone is not in the IANA database; the site's time zone is used.",
        "The time may be wrong by hours.",
        "`timezone: Mars/Base`",
        "Write a name such as `Asia/Tokyo`, or delete the field.",
    ),
    "unknown-template": Rule(
        "warning",
        "The theme has no such template that prints one article or page; the usual one is used.",
        "The page does not look as its author intended.",
        "`template: fancy`",
        "Add the template to the theme, or delete the field.",
    ),
    "broken-body": Rule(
        "error",
        "The text below the front matter cannot be converted to HTML.",
        "The page would be empty.",
        "an extension of Markdown that raises an exception",
        "Remove the text that the message names, or the extension that fails.",
    ),
    "mdx": Rule(
        "warning",
        "Code or components in MDX are not Markdown and are dropped.",
        "What a component shows is missing from the page.",
        "`<Tabs>`",
        "Write the same in Markdown or HTML.",
    ),
    "shortcode": Rule(
        "warning",
        "A shortcode or tag of another generator is printed as it is written.",
        "Readers see its code.",
        "`{{< youtube x >}}`",
        "Write the HTML that it stands for, a link, or a picture.",
    ),
    "flat-list": Rule(
        "warning",
        "A list inside a list is indented by fewer spaces than Python-Markdown needs.",
        "Both lists become one, without levels.",
        "`  - b`",
        "Indent the inner list by four spaces.",
    ),
    "unread-file": Rule(
        "warning",
        "Files of this kind are read only if the setting `extensions` names them.",
        "The text is missing from the site.",
        "`a.mdx`",
        'Set `FRONT_MATTER = {"extensions": ["mdx"]}`, or rename the file to `.md`.',
    ),
    "missing-cover": Rule(
        "warning",
        "The cover is neither a file nor an address.",
        "The page is shared without its picture.",
        "`cover: nope.png`",
        "Write the path of a file beside the text, `./cover.png`, or an address.",
    ),
    "directory": Rule(
        "warning",
        "A folder is named like a Markdown file.",
        "It is not read as a text.",
        "`notes.md/`",
        "Rename the folder.",
    ),
}


def documented() -> Iterator[core.Rule]:
    """Yield the documentation of each rule."""
    for name, (severity, meaning, why, example, instead) in RULES.items():
        is_error = severity == "error"
        yield core.Rule(
            name,
            severity,
            meaning,
            why,
            f"Example: {example}.",
            part="front_matter",
            is_fixed=is_error,
            instead=instead,
        )

"""The generated parts of the documentation: tables made from the code, and the output of samples.

``invoke dev.tables`` writes them all again. Each is between ``<!-- table: NAME -->``
and ``<!-- end -->``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import samples
from monologue import tasks as site
from monologue.commands.tasks.task import Command
from monologue.core import PARTS
from monologue.core.explain import cannot_be_ignored
from monologue.core.rule import Rule, all_rules
from monologue.front_matter.fields.dialects import BY_NAME, FIELDS_OF_DIALECTS
from monologue.front_matter.fields.form import MEANINGS_OF_FIELDS
from monologue.link_check.cli import command as link_check
from readme import PAGES, ROOT

import tasks

TABLE = re.compile(r"(<!-- table: ([\w ./-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
TEMPLATES = ROOT / "theme/templates"
Row = tuple[str, ...]


def renewed(text: str) -> str:
    """Return a page with each generated part updated from the code."""
    return TABLE.sub(lambda match: f"{match[1]}\n{made(match[2], text)}\n{match[3]}", text)


def made(name: str, page: str) -> str:
    """Return one generated part of a page, by the name in its comment."""
    subject, _, kind = name.rpartition(" ")
    match kind:
        case "settings" | "online" | "report" if subject:
            return table("key", "default", "meaning", rows=settings_rows(subject, kind.capitalize()))
        case "index":
            return table("rule", "severity", "what it finds", rows=index_rows(subject))
        case "rules":
            return "\n".join(described(rule) for rule in rules_of(subject))
        case "partials":
            return table("partial", "what it prints", rows=partial_rows())
        case "macros":
            return table("file", "its macros", "what they give", rows=macro_rows())
        case "commands":
            return table("command", "what it does", rows=command_rows())
        case "options":
            return table("option", "of", "what it does", rows=option_rows())
        case "fields":
            return table("meaning", "the first of these fields that has a value", rows=field_rows())
        case "dialect":
            return table("what", "how it is read", rows=dialect_rows(subject))
        case "explain":
            return block(samples.explained(page, subject))
        case "link-check":
            return table("option", "meaning", rows=argument_rows())
        case "diagnostics":
            return block(samples.reported(page)) or "Nothing is reported.\n"
    raise ValueError(f"no table is called {name}")


def table(*heads: str, rows: Iterator[Row]) -> str:
    """Return a table of Markdown."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def block(text: str) -> str:
    """Return a block of code; nothing if there is no text."""
    return f"```text\n{text.rstrip()}\n```\n" if text else ""


def settings_rows(part: str, name: str) -> Iterator[Row]:
    """Yield (key, default, meaning) for each field of the part's ``Settings``, ``Online`` or ``Report``."""
    files = {"Report": "core/adapter/report.py", "Online": f"{part}/online/settings.py"}
    file = files.get(name, f"{part}/settings.py")
    source = (ROOT / "plugins/monologue" / file).read_text(encoding="utf-8")
    (settings,) = (
        node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == name
    )
    for field, meaning in zip(settings.body, settings.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(meaning, ast.Expr):
            text = " ".join(ast.literal_eval(meaning.value).split()).replace("``", "`")
            yield f"`{ast.unparse(field.target)}`", f"`{_default(field.value)}`", text


def _default(value: ast.expr | None) -> str:
    """Return a default as it would be written in a setting."""
    if isinstance(value, ast.Call):  # field(default_factory=dict)
        factory = ast.unparse(value.keywords[0].value)
        return {"dict": "{}", "list": "[]", "tuple": "()"}.get(factory, factory)
    return ast.unparse(value) if value else ""


def rules_of(part: str) -> list[Rule]:
    """Return the rules of a part; for ``core``, those that belong to no part."""
    assert part in (*PARTS, "core"), part
    return [rule for rule in all_rules().values() if rule.part == part]


def index_rows(part: str) -> Iterator[Row]:
    """Yield (link, severity, meaning) for each rule of a part."""
    for rule in rules_of(part):
        yield f"[`{rule.id}`](#{rule.id})", f"`{rule.severity}`", rule.summary


def described(rule: Rule) -> str:
    """Return the section of one rule."""
    if rule.is_fixed:
        ignore = cannot_be_ignored(rule)
    else:
        ignore = f'switched off by `{rule.setting} = {{"severity": {{"{rule.id}": "off"}}}}`'
    (_, summary), *sections = rule.sections.items()
    paragraphs = [
        f"### {rule.id}",
        f"Severity `{rule.severity}`, scope `{rule.scope}`; {ignore}.",
        summary,
        *(f"**{heading}:** {text}" for heading, text in sections),
    ]
    return "\n\n".join(paragraphs) + "\n"


def command_rows() -> Iterator[Row]:
    """Yield (command, meaning) for each task: those of a site, then those of this repository."""
    for name, task in all_tasks().items():
        yield f"`invoke {' '.join([name, *(word.upper() for word in task.positional)])}`", task.summary


def option_rows() -> Iterator[Row]:
    """Yield (option, commands, meaning) for each option; the same option of several commands only once."""
    commands: dict[tuple[str, str], list[str]] = {}
    for command, task in all_tasks().items():
        for name, text in task.help.items():
            if name not in task.positional:
                commands.setdefault((name, text), []).append(f"`{command}`")
    for (name, text), owners in commands.items():
        yield f"`--{name}`", ", ".join(owners), sentence(text)


def all_tasks() -> dict[str, Command]:
    """Return the tasks by their names: those of a site, then those of this repository."""
    ours = {task.name: task for task in vars(site).values() if isinstance(task, Command)}
    dev = {f"dev.{task.name}": task for task in vars(tasks).values() if isinstance(task, Command)}
    return {name.replace("_", "-"): task for name, task in (ours | dev).items()}


def sentence(text: str) -> str:
    """Return a help text as a sentence."""
    return text[0].upper() + text[1:].rstrip(".") + "."


def argument_rows() -> Iterator[Row]:
    """Yield (option, meaning) for each argument of ``link-check``."""
    for argument in link_check._parser()._actions:
        name = argument.option_strings[-1:] or [argument.metavar]
        value = [argument.metavar or "|".join(argument.choices or ())] if argument.option_strings else []
        words = [str(word) for word in (*name, *(value if argument.nargs != 0 else ()))]
        text = sentence(str(argument.help) % {"default": f"`{argument.default}`"})
        yield f"`{' '.join(words)}`", text


def partial_rows() -> Iterator[Row]:
    """Yield (partial, comment at its top) for each partial of the theme."""
    for path in sorted(TEMPLATES.glob("partials/*.html")):
        yield f"`{path.name}`", about(path)


def macro_rows() -> Iterator[Row]:
    """Yield (file, macros with their arguments, comment at its top) for each file of macros."""
    for path in sorted(TEMPLATES.glob("macros/*.html")):
        macros = re.findall(r"{%-? macro (.*?) -?%}", path.read_text(encoding="utf-8"))
        yield f"`{path.name}`", ", ".join(f"`{macro}`" for macro in macros), about(path)


def about(path: Path) -> str:
    """Return the first sentence of the comment at the top of a template."""
    comment = re.match(r"{#-? (.*?) -?#}", path.read_text(encoding="utf-8"), re.DOTALL)
    assert comment, path
    return re.split(r"(?<=\.)\s", " ".join(comment[1].split()))[0]


def field_rows() -> Iterator[Row]:
    """Yield (meaning, fields) for each meaning that a field can have."""
    for meaning, fields in MEANINGS_OF_FIELDS.items():
        yield f"`{meaning}`", ", ".join(f"`{field}`" for field in fields)


TAGS = {
    ",;": "split at commas and semicolons",
    "": "one tag",
    " ": "split at spaces",
    ", ": "split at commas; without commas, at spaces",
}
"""How tags in one text are split, for each value of ``Dialect.tag_text``."""


SCHEDULED = {True: "a draft until then", False: "as Pelican's setting `WITH_FUTURE_DATES` says"}
"""What an article with a future date becomes, for each value of ``Dialect.date_is_schedule``."""


def dialect_rows(name: str) -> Iterator[Row]:
    """Yield how files of a dialect are recognised, and how they are read differently from other dialects."""
    dialect = BY_NAME[name]
    if names := sorted(FIELDS_OF_DIALECTS.get(name, ()), key=str.lower):
        yield "recognised by one of these fields, among other signs", ", ".join(f"`{one}`" for one in names)
    place = "relative to the page" if dialect.aliases_are_relative else "from the root of the site"
    yield "`tags` as one text", TAGS[dialect.tag_text]
    yield (
        "`categories`",
        "all are tags, the first is the category"
        if dialect.categories_are_tags
        else "the first is the category",
    )
    yield (
        "`aliases`",
        f"old URLs, {place}" if dialect.aliases_are_urls else "other names, kept as a field",
    )
    yield "a time without an offset", "in UTC, unless it is quoted" if dialect.utc else "in `TIMEZONE`"
    yield (
        "`03/04/2024`",
        f"in the order `{dialect.order}`" if dialect.order else "an error, unless `date_order` is set",
    )
    yield "a `date` in the future", SCHEDULED[dialect.date_is_schedule]
    if dialect.status_is_own:
        yield "`status`", "a field of your own, unless it prevents publication"


def renew() -> None:
    """Write every generated part again."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if (new := renewed(text)) != text:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    renew()

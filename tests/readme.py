"""The README's tables of settings and rules, made from the code; its commands, read for CI and the tests.

Run as a script, it writes the tables anew: ``invoke readme``.
"""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PLUGINS = ROOT / "plugins"
TABLE = re.compile(r"(<!-- table: (\w+) (settings|online|report|rules) -->\n).*?(<!-- end -->)", re.DOTALL)


def settings_rows(plugin: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield (key, default, meaning) for each field of the plugin's ``Settings``, ``Online`` or ``Report``."""
    file = "core/report.py" if name == "Report" else f"{plugin}/settings.py"
    source = (PLUGINS / "monologue" / file).read_text(encoding="utf-8")
    (settings,) = (
        node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == name
    )
    for field, meaning in zip(settings.body, settings.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(meaning, ast.Expr):
            text = ast.literal_eval(meaning.value)
            yield ast.unparse(field.target), _default(field.value), " ".join(text.split())


def _default(value: ast.expr | None) -> str:
    """Print a default as one would write it in a setting."""
    if isinstance(value, ast.Call):  # field(default_factory=dict)
        factory = ast.unparse(value.keywords[0].value)
        return {"dict": "{}", "list": "[]", "tuple": "()"}.get(factory, factory)
    return ast.unparse(value) if value else ""


def rules_rows(plugin: str) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, severity, meaning) for each rule of the plugin."""
    sys.path.insert(0, str(PLUGINS))
    for rule in import_module(f"monologue.{plugin}.rules").documented():
        yield rule.id, rule.severity, f"{rule.summary} {rule.example}"
    sys.path.pop(0)


def table(plugin: str, kind: str) -> str:
    """Return one table of the README."""
    rows = rules_rows(plugin) if kind == "rules" else settings_rows(plugin, kind.capitalize())
    heads = ("rule", "severity", "what it finds") if kind == "rules" else ("key", "default", "meaning")
    lines = [heads, ("---",) * 3, *((f"`{key}`", f"`{value}`", text) for key, value, text in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def renewed(text: str) -> str:
    """Return the README's text with each table as the code says it now."""
    return TABLE.sub(lambda match: match[1] + "\n" + table(match[2], match[3]) + "\n" + match[4], text)


def command(name: str) -> str:
    """Return the command line that stands behind ``<!-- command: NAME -->``, as it is written."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"<!-- command: {name} -->\n+    (.+)", text)[1]  # type: ignore[index]


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")

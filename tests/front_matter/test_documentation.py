"""Every rule, dialect and setting is tested or documented."""

import ast
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

from conftest import ROOT
from monologue.front_matter.fields.dialects import DIALECTS
from monologue.front_matter.rules import RULES
from monologue.front_matter.settings import Settings

PLUGIN = ROOT / "plugins/monologue/front_matter"
TESTS = Path(__file__).parent


def texts_of(folder: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".txt"}
    )


def test_every_rule_is_used_and_has_a_test() -> None:
    code, tests = (
        texts_of(PLUGIN).replace((PLUGIN / "rules.py").read_text(encoding="utf-8"), ""),
        texts_of(TESTS),
    )
    assert [rule for rule in RULES if f'"{rule}"' not in code] == []
    assert [rule for rule in RULES if f"[{rule}]" not in tests and f'"{rule}"' not in tests] == []


def test_every_dialect_has_a_case() -> None:
    cases = (TESTS / "cases/dialects.txt").read_text(encoding="utf-8")
    assert [name for name in DIALECTS if f'dialect: "{name}"' not in cases] == []


def test_every_setting_has_a_docstring_below_it() -> None:
    tree = ast.parse((PLUGIN / "settings.py").read_text(encoding="utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    documented = [
        node.target.id
        for node, following in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(following, ast.Expr)
    ]
    assert documented == [field.name for field in fields(Settings)]

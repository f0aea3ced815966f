"""SARIF 2.1.0 (OASIS), which code hosts and editors read: rules with their documentation, results."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from .diagnostic import Diagnostic
from .explain import explain
from .rule import Rule, all_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json = dict[str, Any]


def sarif(found: Sequence[Diagnostic]) -> str:
    """A log of one run; each rule that a part knows comes with its documentation."""
    rules = all_rules()
    ids = sorted({*rules, *(diagnostic.rule for diagnostic in found)})
    driver = {"name": "monologue", "rules": [_rule(rules.get(rule, rule)) for rule in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(found, ids)),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule | str) -> Json:
    if isinstance(rule, str):  # of a plugin that is not ours
        return {"id": rule}
    off = rule.severity == "off"
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(filter(None, (rule.summary, rule.why)))},
        "help": {"text": explain(rule)},
        "defaultConfiguration": {"enabled": not off, "level": "warning" if off else rule.severity},
    }


def _results(found: Sequence[Diagnostic], ids: Sequence[str]) -> Iterator[Json]:
    """Yield a result for each diagnostic; its fingerprint has no line in it, so it stays when text moves."""
    index = {rule: number for number, rule in enumerate(ids)}
    seen: Counter[tuple[str, ...]] = Counter()
    for one in found:
        same = (one.rule, one.path, one.href, one.message)
        seen[same] += 1
        fingerprint = sha256(json.dumps([*same, seen[same]]).encode()).hexdigest()
        yield {
            "ruleId": one.rule,
            "ruleIndex": index[one.rule],
            "level": one.severity,
            "message": {"text": one.what},
            "locations": [{"physicalLocation": _location(one)}],
            "partialFingerprints": {"linkCheck/v1": fingerprint},
        }


def _location(one: Diagnostic) -> Json:
    region = {"startLine": one.line or 1}  # GitHub asks for a line, even where the whole file is meant
    if one.column:
        region["startColumn"] = one.column
    return {"artifactLocation": {"uri": _uri(one.path)}, "region": region}


def _uri(path: str) -> str:
    """Return a path as a URI: one from the root of a disk has a scheme, any other is relative."""
    uri = quote(path.replace("\\", "/"), errors="surrogatepass")
    return f"file://{uri}" if uri.startswith("/") else uri

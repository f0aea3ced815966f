"""SARIF 2.1.0 (OASIS), which code hosts and editors read: rules with their documentation, results."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from ..core.common import Diagnostic
from .explain import how_to_ignore
from .rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json = dict[str, Any]


def sarif(found: Sequence[Diagnostic]) -> str:
    """A log of one run; each rule that is known here comes with its documentation."""
    ids = sorted({*RULES, *(diagnostic.rule for diagnostic in found)})
    driver = {"name": "link_check", "rules": [_rule(rule) for rule in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(found, ids)),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule_id: str) -> Json:
    if rule_id not in RULES:  # another plugin's
        return {"id": rule_id}
    rule = RULES[rule_id]
    off = rule.severity == "off"
    return {
        "id": rule_id,
        "shortDescription": {"text": rule.paragraphs[0]},
        "fullDescription": {"text": " ".join(rule.paragraphs[:-1])},
        "help": {"text": f"{rule.paragraphs[-1]}\n\n{how_to_ignore(rule_id)}"},
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

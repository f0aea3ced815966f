"""Explain a rule to an author: what it finds, why that is bad, an example, how to ignore it. No disk."""

from .rules import RULES


def explain(rule_id: str) -> str:
    """Return a rule's documentation as text, paragraph by paragraph."""
    rule = RULES[rule_id]
    return "\n\n".join((f"{rule_id}: {rule.severity}", *rule.paragraphs, how_to_ignore(rule_id))) + "\n"


def how_to_ignore(rule_id: str) -> str:
    """Return how to do without a rule: for one link, and for all."""
    return (
        'For one link: data-link-check="ignore" on its element or around it, or a comment'
        " `link-check: ignore` on its line or alone on the line before.\n"
        f'For all: LINK_CHECK = {{"severity": {{"{rule_id}": "off"}}}}, or --severity {rule_id}=off.'
    )

"""Explain a rule: what it finds, why that is bad, an example, how to ignore it. Does not touch the disk."""

from .rule import Rule


def explain(rule: Rule) -> str:
    """Return a rule's documentation as paragraphs of text."""
    summary, why, *rest = rule.sections.items()
    paragraphs = (summary[1], why[1], *(f"{heading}: {text}" for heading, text in rest))
    return "\n\n".join((f"{rule.id}: {rule.severity}", *paragraphs, how_to_ignore(rule))) + "\n"


def cannot_be_ignored(rule: Rule) -> str:
    """Return that no setting and no comment ignores a rule, and why."""
    return "cannot be ignored" + (
        ": a file with this fault is not published" if rule.severity == "error" else ""
    )


def how_to_ignore(rule: Rule) -> str:
    """Return how to ignore a rule: in one place, and everywhere."""
    if rule.is_fixed:
        return f"It {cannot_be_ignored(rule)}."
    name = rule.part.replace("_", "-")
    comment = f"a comment `{name}: ignore` on its line or alone on the line before."
    everywhere = f'Everywhere: {rule.setting} = {{"severity": {{"{rule.id}": "off"}}}}'
    if rule.part == "link_check":
        comment = f'data-link-check="ignore" on its element or around it, or {comment}'
        everywhere += f", or --severity {rule.id}=off"
    return f"In one place: {comment}\n{everywhere}."

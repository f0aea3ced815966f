"""Put drafts into the listings of a build that only its author sees. They keep their own URLs."""

from typing import Any

from pelican.utils import order_content

from ...core.renamed import with_new_names


def list_drafts(generator: Any) -> None:
    """Move the drafts of a finished article generator to its articles, in the order of the site.

    Pelican's lists are changed in place, because the context of the templates shares them. A theme
    can mark what has ``status == "draft"``.
    """
    generator.articles[:] = order_content(
        [*generator.articles, *generator.drafts], generator.settings["ARTICLE_ORDER_BY"]
    )
    newest_first = generator.settings["NEWEST_FIRST_ARCHIVES"]
    generator.dates[:] = sorted(generator.articles, key=lambda article: article.date, reverse=newest_first)
    generator.drafts.clear()


def without_draft_target(settings: dict[str, Any]) -> None:
    """Switch off the rule ``draft-target``, which every listing would break."""
    check = with_new_names(settings, "LINK_CHECK")
    if isinstance(check, dict):
        severity = {**check.get("severity", {}), "draft-target": "off"}
        settings["LINK_CHECK"] = {**check, "severity": severity}

"""Redirect documents at the old URLs of content."""

from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican.contents import Article, Page

from ...core.adapter.files import shown
from ...core.diagnostic import diagnostics_of
from ..fields.form import MEANINGS_OF_FIELDS
from ..fields.judge import diagnostic_of
from ..fields.outputs import Outputs, why_unwritable
from ..fields.urls import alias_file
from ..model import Fault
from .writing import CLAIMS, drop_clashing_statics

DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{url}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
</head>
<body><p><a href="{url}">{title}</a></p></body>
</html>
"""


def redirect_to(url: str, title: str, lang: str) -> str:
    """Return an HTML document that redirects to ``url`` with a meta refresh."""
    return DOCUMENT.format(url=escape(url), title=escape(title), lang=escape(lang))


def redirects_of(pelican: Any) -> type:
    """Return the generator class for redirects."""
    return RedirectsGenerator


class RedirectsGenerator:
    """Writes a redirect document at each old URL. Pelican creates one instance per build."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **_: Any) -> None:
        self.context, self.settings = context, settings

    def generate_output(self, writer: Any) -> None:
        """Write all redirects that do not clash with other files, before Pelican copies the static files."""
        for _, content in sorted(self.context["generated_content"].items()):
            if isinstance(content, Article | Page) and content.status != "draft":
                for save_as in content.metadata.get("redirects", ()):
                    self.redirect(writer, content, alias_file(save_as, content.url))
        drop_clashing_statics(self.context, self.settings)

    def redirect(self, writer: Any, content: Any, save_as: str) -> None:
        """Write one redirect, or report why it cannot be written."""
        if save_as == content.save_as:
            return
        if fault := self.obstacle(content, save_as):
            found = diagnostic_of(fault, shown(Path(content.source_path)))
            diagnostics_of(self.settings).append(found)
            return
        url = f"{self.settings['SITEURL']}/{content.url}"
        document = redirect_to(url, content.title, content.lang)
        writer.write_file(save_as, Template("{{ document }}"), self.context, document=document, url=save_as)

    def obstacle(self, content: Any, save_as: str) -> Fault | None:
        """Return the fault that prevents a redirect from being written."""
        claims: Outputs = self.context[CLAIMS]
        places = (content.field_positions.get(field) for field in MEANINGS_OF_FIELDS["redirects"])
        line, column = next(filter(None, places), (1, 0))
        if other := claims.owner(save_as):
            message = f"{save_as} cannot redirect: {other} is written there"
            return Fault("redirect-clash", message, line, column, "remove the old address")
        if reason := why_unwritable(save_as):
            return Fault("unwritable-path", f"{save_as} has {reason}", line, column)
        return None

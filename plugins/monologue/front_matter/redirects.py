"""Small documents at old addresses that lead to where a content is now."""

from html import escape

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
    """Return a document that sends its reader to ``url``, as HTML's meta refresh does."""
    return DOCUMENT.format(url=escape(url), title=escape(title), lang=escape(lang))

"""The parts of a file name: slug, date, language, and a title if there is no other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import splitext

FILE_DATE = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[-_ ](?P<rest>.+))?\Z")
LANGUAGES = frozenset(
    "af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk "
    "ko lt lv mk mn ms nb ne nl nn no pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh".split()
)
"""The ISO 639-1 codes that a file name may end with; without ``io``, which is also a top-level domain."""
IN_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<lang>(?P<code>[a-z]{2})(?:[-_][A-Za-z]{2})?)")
BUNDLES = frozenset({"index", "_index"})


@dataclass(frozen=True, slots=True)
class FileName:
    """The parts of a path below the content folder."""

    name: str
    """Without extension and date; the folder's name for a bundle's ``index.md``."""
    date: str
    """``YYYY-MM-DD`` at the beginning of the name, or empty."""
    folder: str
    """The name of the folder that contains the file or its bundle, ignoring ``_posts``; may be empty."""
    is_draft: bool
    """Whether it is in Jekyll's folder ``_drafts``."""
    lang: str = ""
    """In lower case, if the name ends as in ``post.fr.md``, or a folder is a language of the site.
    Source: https://gohugo.io/content-management/multilingual/#translation-by-file-name"""


def read_name(
    path: str, roots: frozenset[str] = frozenset(), languages: frozenset[str] = frozenset()
) -> FileName:
    """Return the parts of ``path``; ``roots`` are the folders of articles and pages, never bundles.

    ``languages`` are the tags of the site's languages, in lower case: a folder with such a name is its
    texts, and a file name may also end with one after a hyphen, as in ``post-ja.md``.
    """
    *folders, last = path.split("/")
    parents = [folder for folder in folders if folder not in {"_posts", "_drafts"}]
    tags = [tag for tag in map(_tag, parents) if tag in languages]
    parents = [folder for folder in parents if _tag(folder) not in languages]
    stem, lang = _without_language(splitext(last)[0], languages)
    lang = lang or (tags[-1] if tags else "")
    if stem in BUNDLES and parents and "/".join(parents) not in roots:
        stem = parents.pop()
    folder = parents[-1] if parents else ""
    dated = FILE_DATE.match(stem)
    name, date = (dated["rest"] or stem, dated["date"]) if dated else (stem, "")
    return FileName(name, date, folder, "_drafts" in folders, lang)


def _tag(name: str) -> str:
    return name.lower().replace("_", "-")


def _without_language(stem: str, languages: frozenset[str]) -> tuple[str, str]:
    """Return the name of a file without its language, and the language."""
    if (named := IN_LANGUAGE.fullmatch(stem)) and named["code"] in LANGUAGES:
        return named["stem"], _tag(named["lang"])
    for tag in sorted(languages, key=lambda tag: (-len(tag), tag)):  # zh-hant before hant
        name, mark, end = stem[: -len(tag) - 1], stem[-len(tag) - 1 : -len(tag)], stem[-len(tag) :]
        if name and mark in {".", "-"} and _tag(end) == tag:
            return name, tag
    return stem, ""


def kind_of(path: str, article_folders: Sequence[str], page_folders: Sequence[str]) -> str:
    """Return ``"article"`` or ``"page"``, by the longest folder that contains the source at ``path``."""
    above = [
        (len(folder), kind)
        for kind, folders in (("article", article_folders), ("page", page_folders))
        for folder in (name.strip("/") for name in folders)
        if not folder or path.startswith(f"{folder}/")
    ]
    return max(above)[1] if above else "article"


def title_from(name: str) -> str:
    """Turn ``my-first_post`` into ``My First Post``, as Jekyll does; keep a name with spaces or capitals."""
    if " " in name or name != name.lower():
        return name
    return " ".join(word.capitalize() for word in re.split(r"[-_]+", name)).strip() or name

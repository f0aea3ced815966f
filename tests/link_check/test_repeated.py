"""A fault of a layout is reported once, even if the template is unknown."""

from monologue.core.diagnostic import Diagnostic
from monologue.link_check.locate.repeated import MANY, collapse_repeated

FAULT = Diagnostic("", 9, 5, "error", "broken-target", "/abuot/ does not exist on this site", href="/abuot/")


def seen_in(*documents: str) -> list[Diagnostic]:
    return [FAULT._replace(path=f"public/{document}", document=document) for document in documents]


POSTS = [f"blog/{number:02}.html" for number in range(MANY)]
OTHERS = [f"notes/{number:02}.html" for number in range(MANY * 3)]


def test_the_same_fault_in_most_documents_of_a_folder_is_reported_once_with_its_count() -> None:
    """The fault is in the layout of the folder; the rest of the site is larger."""
    (one,) = collapse_repeated(seen_in(*reversed(POSTS)), ["index.html", *POSTS, *OTHERS])
    assert str(one) == (
        f"public/blog/00.html:9:5: error[broken-target] /abuot/ does not exist on this site"
        f" (on {MANY} documents)"
    )


def test_the_same_fault_in_few_documents_is_reported_each_time() -> None:
    """That is: in fewer documents, in less than half of a folder, or twice in one document."""
    few = seen_in(*POSTS[:-1])
    assert list(collapse_repeated(few, POSTS)) == few
    half = seen_in(*POSTS)
    assert list(collapse_repeated(half, POSTS + [f"blog/more-{path[5:]}" for path in POSTS])) == half
    twice = [one._replace(column=column) for one in seen_in("a.html") for column in range(1, MANY + 2)]
    assert list(collapse_repeated(twice, ["a.html"])) == twice


def test_other_faults_are_reported_each() -> None:
    other = FAULT._replace(document=POSTS[0], href="/other/", message="/other/ does not exist on this site")
    found = list(collapse_repeated([*seen_in(*POSTS), other], POSTS))
    assert [(one.href, one.count) for one in sorted(found)] == [("/other/", 1), ("/abuot/", MANY)]

"""When ``invoke serve`` begins the next build, and when it reloads all open pages."""

from pathlib import Path

import pytest
from monologue.commands.serve.pending import LATEST, SETTLE, Pending, affects_all

TEXTS = {".md"}


def test_a_build_begins_when_an_editor_has_finished_to_save() -> None:
    pending = Pending()
    assert pending.wait(10.0) == float("inf")
    pending.add(["a.md"], 10.0)
    assert pending.wait(10.0) == pytest.approx(SETTLE)
    pending.add(["a.md"], 10.0 + SETTLE / 2)
    assert pending.wait(10.0 + SETTLE) == pytest.approx(SETTLE / 2)
    assert pending.wait(10.0 + SETTLE * 2) <= 0


def test_continuous_changes_do_not_put_off_a_build() -> None:
    pending = Pending()
    for step in range(100):
        pending.add(["a.md"], 10.0 + step * SETTLE / 10)
        if pending.wait(10.0 + step * SETTLE / 10) <= 0:
            break
    assert pending.wait(10.0 + LATEST) <= 0


def test_nothing_is_pending_once_a_build_has_begun() -> None:
    pending = Pending()
    pending.add(["a.md"], 10.0)
    pending.shown.add("a.md")
    pending.begin(TEXTS)
    assert pending.wait(20.0) == float("inf") and not pending.shown


def test_all_pages_reload_after_the_first_build_that_is_served_and_after_a_changed_image(
    tmp_path: Path,
) -> None:
    image, text = tmp_path / "a.png", tmp_path / "a.md"
    image.touch()
    text.touch()
    pending = Pending()
    pending.begin(TEXTS)
    assert pending.take_reload(is_served=True)
    for path, reloads in ((text, False), (image, True), (text, False)):
        pending.add([str(path)], 0.0)
        pending.begin(TEXTS)
        assert pending.take_reload(is_served=True) == reloads


def test_a_failed_build_does_not_lose_the_reload(tmp_path: Path) -> None:
    pending = Pending()
    pending.begin(TEXTS)
    assert not pending.take_reload(is_served=False)
    pending.begin(TEXTS)
    assert pending.take_reload(is_served=True)


@pytest.mark.parametrize(
    ("name", "exists", "affects"),
    [
        ("a.md", True, False),
        ("page.html", True, False),
        ("site.css", True, True),
        ("photo.jpg", True, True),
        ("photo.jpg", False, False),
        ("a.md.tmp1234", False, False),
        ("folder", True, True),
        ("pelicanconf.py", True, True),
    ],
)
def test_a_text_a_template_and_a_file_that_is_gone_affect_no_other_page(
    tmp_path: Path, name: str, exists: bool, affects: bool
) -> None:
    if exists:
        (tmp_path / name).touch()
    assert affects_all(str(tmp_path / name), TEXTS) == affects

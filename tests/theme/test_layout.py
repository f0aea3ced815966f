"""The layout in Chromium. Distances are in CSS pixels."""

from itertools import pairwise

from browser import visit
from conftest import Build
from playwright.sync_api import Browser

FIRST_LETTERS = """[...document.querySelectorAll(".prose > ul > li")].map(item => {
  const text = [...item.childNodes].find(node => node.nodeType === 3 && node.data.trim());
  const letter = document.createRange();
  letter.setStart(text, text.data.search(/\\S/));
  return letter.getBoundingClientRect().x;
})"""


def test_the_text_of_a_task_is_aligned_with_that_of_other_items(browser: Browser, own: Build):
    with visit(browser, own.output, "blog/every-element/") as opened:
        assert opened.page.locator(".task-list-item").count() == 2
        starts = opened.run(FIRST_LETTERS)
        assert max(starts) - min(starts) < 1, starts


def test_a_menu_of_several_lines_has_no_gaps(browser: Browser, full: Build):
    with visit(browser, full.output, "blog/", width=320) as opened:
        boxes = [item.bounding_box() for item in opened.page.locator(".menu li").all()]
        assert len({box["y"] for box in boxes}) > 1
        gaps = [b["x"] - a["x"] - a["width"] for a, b in pairwise(boxes) if a["y"] == b["y"]]
        assert max(gaps) < 20, gaps


def test_left_to_right_words_keep_their_order_in_right_to_left_text(browser: Browser, full: Build):
    """Regression: "1 min read" was shown as "min read 1"."""
    with visit(browser, full.output, "first-he.html") as opened:
        place = "getComputedStyle(document.querySelector('.meta bdi')).direction"
        assert opened.run(place) == "ltr"
        assert opened.page.locator(".meta bdi").inner_text() == "1 min read"

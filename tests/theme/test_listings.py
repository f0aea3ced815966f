"""Listings, and the menu that links to them."""

from browser import ORIGIN
from conftest import Build, Builder
from theme.reading import soup, text_of
from theme.sites import EVERYTHING, STRICT


def test_a_listing_is_grouped_by_year_newest_first(full: Build):
    html = soup(full, "archives.html")
    assert [text_of(tag) for tag in html.select(".year h2")] == ["2024", "2023", "2022"]
    dates = [tag["datetime"] for tag in html.select(".listing time")]
    assert dates == sorted(dates, reverse=True)


def test_a_listing_shows_the_description_of_each_article(full: Build):
    sentences = [text_of(tag) for tag in soup(full, "category/code.html").select(".listing p")]
    assert "A summary of its own." in sentences
    assert "reStructuredText, with its own classes." in sentences


def test_a_listing_of_several_documents_links_them(full: Build):
    html = soup(full, "blog/page/2/index.html")
    pager = html.select_one(".pager")
    assert pager.select_one("[rel=prev]")["href"] == f"{ORIGIN}/blog/"
    assert pager.select_one("[rel=next]")["href"] == f"{ORIGIN}/blog/page/3/"
    assert html.title.get_text().startswith("Blog – page 2")


def test_the_title_of_a_period_names_it(full: Build):
    assert text_of(soup(full, "archives/2024.html").h1) == "2024"
    assert text_of(soup(full, "archives/2024-02.html").h1) == "February 2024"
    assert text_of(soup(full, "archives/2024-02-29.html").h1) == "29 February 2024"


def test_a_period_shows_its_year_once(full: Build):
    """Its articles follow directly below its title, also in the outline."""
    headings = soup(full, "archives/2024.html").main.select("h1, h2, h3")
    assert [tag.name for tag in headings] == ["h1", "h2", "h2"]
    assert headings[2].a["href"] == f"{ORIGIN}/first.html"


def test_the_menu_marks_the_current_item(full: Build):
    def current(path: str) -> list[str | None]:
        return [tag.get("aria-current") for tag in soup(full, path).select(".menu a")][:2]

    assert current("blog/index.html") == ["page", None]
    assert current("blog/page/2/index.html") == ["true", None]
    assert current("index.html") == [None, None]


def test_menus_and_links_come_from_the_settings(full: Build):
    html = soup(full, "index.html")
    assert [text_of(tag) for tag in html.select(".menu a")] == [
        "Blog & more",
        "Elsewhere",
        "About & more",
        "Dated",
        "<u>cat</u>",
        "code",
        "misc",
    ]
    assert html.select_one(".site-footer [rel=me]")["href"] == "https://example.org/@me"
    assert "A <link>" in text_of(html.footer)


def test_the_listings_of_a_site_without_articles_show_a_message(build: Builder):
    built = build({"pages/about.md": "Title: About\n\nHello."}, STRICT + EVERYTHING)
    assert built.status == 0, built.stderr
    for path in ("index.html", "blog/index.html", "archives.html", "tags.html"):
        assert "Nothing here yet." in text_of(soup(built, path).main)

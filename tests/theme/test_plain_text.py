"""Plain text of HTML: titles, descriptions, reading time."""

import json

import pytest
from monologue.theme.schema import Facts, Owner, json_ld, page
from monologue.theme.text import description, image_url, minutes, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &amp; b", "a & b"),
        ("<em>a</em>\n <b title='>'>b</b><!-- c -->", "a b"),
        ("1 > 0", "1 > 0"),
        ("  a\n b ", "a b"),
    ],
)
def test_markup_is_converted_to_text(html: str, text: str):
    assert plain(html) == text


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("<p>One <em>two</em>.</p><p>Three.</p>", "One two."),
        ('<P CLASS="lead">One.</P><p>Two.</p>', "One."),
        ('<p><img alt="x" src="y"></p>\n<p>Two.</p>', "Two."),
        ("<h2>Head</h2><p>One.</p>", "One."),
        ("<ul><li>One</li></ul>", "One"),
        ("No markup", "No markup"),
        ("", ""),
    ],
)
def test_a_description_is_the_first_paragraph_with_text(summary: str, expected: str):
    assert description(summary) == expected


def test_a_long_description_is_cut_between_two_words():
    text = description("<p>" + "word " * 100)
    assert text.endswith("word…") and len(text) <= 160
    assert description("<p>" + "x" * 165) == "x" * 165


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("word " * 1150, 5),
        ("日本" * 1500, 6),
        ("한국어 " * 1150, 5),
        ("ไทย" * 1000, 6),
        ("“x” — … " * 230, 3),
    ],
)
def test_words_or_characters_are_counted(text: str, expected: int):
    assert minutes(text) == expected


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/a.png", "https://example.org/a.png"),
        ("HTTPS://b.example/a b.png", "HTTPS://b.example/a%20b.png"),
        ("//b.example/a.png", "https://b.example/a.png"),
        ("a.png", ""),
        ("~/a.png", ""),
        ("", ""),
    ],
)
def test_an_image_has_an_absolute_url_or_none(written: str, url: str):
    assert image_url(written, "https://example.org") == url


def test_json_ld_cannot_end_the_script_and_has_no_empty_values():
    owner = Owner("", "https://example.org/")
    text = json_ld(page(Facts("</script><!-- & '", "", "", "en"), owner, is_about=True))
    assert not {"<", ">", "&", "'"} & set(text)
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "</script><!-- & '",
        "inLanguage": "en",
    }

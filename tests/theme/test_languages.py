"""Language tags, and the theme's strings in each language."""

import pytest
from monologue.theme.languages import direction, locale, words_for

OURS = {"en": {"skip": "Skip", "next": "Next"}, "pt": {"skip": "Saltar"}}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "ltr"),
        ("he", "rtl"),
        ("ar_EG", "rtl"),
        ("FA-ir", "rtl"),
        ("ckb", "rtl"),
        ("ar-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("pa-arab", "rtl"),
        ("arn", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_script_determines_the_direction_before_a_language(tag: str, expected: str):
    assert direction(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", ""), ("pt-BR", "pt_BR"), ("PT_br", "pt_BR"), ("zh-hant-tw", "zh_TW"), ("es-419", "")],
)
def test_a_locale_has_a_country(tag: str, expected: str):
    assert locale(tag) == expected


@pytest.mark.parametrize(
    ("tag", "own", "skip"),
    [
        ("en", {}, "Skip"),
        ("pt-br", {}, "Saltar"),
        ("pt_BR", {"PT-br": {"skip": "Pular"}}, "Pular"),
        ("pt", {"pt-BR": {"skip": "Pular"}}, "Saltar"),
        ("pt", {"en": {"skip": "Jump"}}, "Saltar"),
        ("de", {"en": {"skip": "Jump"}}, "Jump"),
        ("zh-hant-tw", {"zh-hant": {"skip": "跳"}}, "跳"),
    ],
)
def test_a_region_falls_back_to_its_language_and_that_to_english(tag: str, own: dict, skip: str):
    assert words_for(tag, OURS, own) == {"skip": skip, "next": "Next"}

"""``mailto:`` links, as RFC 6068 reads them."""

import re
from pathlib import Path

import pytest
from monologue.link_check.syntax.mailto import Mailto, MailtoError, parse_mailto, similar_provider

LINES = (Path(__file__).parent / "cases/mailto.txt").read_text(encoding="utf-8").splitlines()
CASES = [re.split(r"  +", line) for line in LINES if line.startswith(("mailto", "MAILTO"))]


@pytest.mark.parametrize(("href", "said"), CASES)
def test_a_mailto_link_is_valid_or_the_message_says_why_not(href: str, said: str) -> None:
    try:
        parse_mailto(href)
    except MailtoError as error:
        assert said in str(error)
    else:
        assert said == "ok"


def test_a_plus_sign_in_an_address_is_not_a_space() -> None:
    """RFC 6068 section 5."""
    assert parse_mailto("mailto:me+list@example.org").recipients == ("me+list@example.org",)


def test_an_encoded_comma_belongs_to_its_address() -> None:
    assert parse_mailto("mailto:%22a%2Cb%22@example.org").recipients == ('"a,b"@example.org',)


def test_recipients_and_header_fields_are_separated_and_decoded() -> None:
    """The names of header fields are the same in upper and lower case."""
    link = "mailto:a@example.org,b@example.org?Subject=caf%C3%A9+1&CC=c@example.org&body=x%0D%0Ay"
    assert parse_mailto(link) == Mailto(
        ("a@example.org", "b@example.org", "c@example.org"), (("subject", "café+1"), ("body", "x\r\ny"))
    )


@pytest.mark.parametrize(
    ("local", "domain", "fits"),
    [(64, 11, True), (65, 11, False), (64, 189, True), (64, 190, False), (1, 252, True), (1, 253, False)],
)
def test_local_parts_have_64_bytes_and_addresses_254(local: int, domain: int, fits: bool) -> None:
    labels = ".".join(["d" * 50] * (domain // 51)) + "." if domain > 51 else ""
    address = "l" * local + "@" + labels + "d" * (domain - len(labels))
    assert len(address) == local + 1 + domain
    if fits:
        parse_mailto(f"mailto:{address}")
    else:
        with pytest.raises(MailtoError, match="too long"):
            parse_mailto(f"mailto:{address}")


def test_a_label_of_a_domain_has_63_characters() -> None:
    parse_mailto(f"mailto:a@{'d' * 63}.org")
    with pytest.raises(MailtoError, match="has an invalid domain"):
        parse_mailto(f"mailto:a@{'d' * 64}.org")


@pytest.mark.parametrize(
    ("domain", "provider"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("Hotmial.com", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("gmail.com", ""),
        ("mail.com", ""),
        ("ymail.com", ""),
        ("example.com", ""),
    ],
)
def test_a_domain_that_differs_by_one_letter_from_a_large_provider_is_reported(
    domain: str, provider: str
) -> None:
    assert similar_provider(domain) == provider

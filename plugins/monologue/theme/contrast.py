"""The contrast ratio of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

import re

COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
WEIGHTS = (0.2126, 0.7152, 0.0722)
"""The weights of red, green and blue in the luminance."""


def contrast(colour: str, background: str) -> float | None:
    """Return the contrast of two colours, from 1 to 21; None if either is not ``#rgb`` or ``#rrggbb``."""
    if not (COLOUR.fullmatch(colour) and COLOUR.fullmatch(background)):
        return None
    darker, lighter = sorted(luminance(one) + 0.05 for one in (colour, background))
    return lighter / darker


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rgb`` or ``#rrggbb``, from 0 (black) to 1 (white)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return sum(
        weight * (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
        for weight, channel in zip(WEIGHTS, channels, strict=True)
    )

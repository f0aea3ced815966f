"""Which attributes hold an address, and what a browser does with it. Tables only."""

from ..model import Role

FOLLOW, LOAD, NAME = Role.FOLLOW, Role.LOAD, Role.NAME

ATTRIBUTES: dict[str, tuple[tuple[str, Role], ...]] = {
    "a": (("href", FOLLOW),),
    "area": (("href", FOLLOW),),
    "audio": (("src", LOAD),),
    "blockquote": (("cite", NAME),),
    "body": (("background", LOAD),),
    "button": (("formaction", FOLLOW),),
    "del": (("cite", NAME),),
    "embed": (("src", LOAD),),
    "form": (("action", FOLLOW),),
    "frame": (("src", LOAD),),
    "iframe": (("src", LOAD),),
    "img": (("src", LOAD), ("longdesc", FOLLOW), ("usemap", Role.MAP)),
    "input": (("src", LOAD), ("formaction", FOLLOW)),
    "ins": (("cite", NAME),),
    "object": (("data", LOAD), ("usemap", Role.MAP)),
    "q": (("cite", NAME),),
    "script": (("src", LOAD), ("href", LOAD)),  # href is SVG's
    "source": (("src", LOAD),),
    "track": (("src", LOAD),),
    "video": (("src", LOAD), ("poster", LOAD)),
}
"""The attributes that hold one address, by element. Source: WHATWG HTML, index of attributes."""
for _name in (
    "use", "image", "feImage", "textPath", "mpath", "linearGradient", "radialGradient", "pattern",
    "animate", "animateMotion", "animateTransform", "set",
):  # fmt: skip
    ATTRIBUTES[_name] = (("href", LOAD),)

STYLED = (
    "style",
    "fill",
    "stroke",
    "filter",
    "mask",
    "clip-path",
    "marker-start",
    "marker-mid",
    "marker-end",
)
"""Attributes whose value is CSS and may say ``url()``; all but the first are SVG's."""

LOADED = frozenset({
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon", "mask-icon",
})  # fmt: skip
"""Link types that a browser fetches."""
CONNECTED = frozenset({"preconnect", "dns-prefetch"})
"""Link types for which a browser opens a connection, no more."""

META = frozenset({
    "og:image", "og:image:url", "og:image:secure_url", "og:url", "og:video", "og:video:url",
    "og:video:secure_url", "og:audio", "og:audio:url", "twitter:image", "twitter:image:src",
    "twitter:player", "twitter:url", "msapplication-tileimage", "msapplication-config", "image", "url",
})  # fmt: skip
"""What one of ``META_KEYS`` says of a ``meta`` whose content is an address."""
META_KEYS = ("property", "name", "itemprop")

JSON_LD = frozenset({
    "url", "image", "logo", "item", "sameAs", "contentUrl", "embedUrl", "thumbnailUrl", "mainEntityOfPage",
})  # fmt: skip
"""Keys of schema.org whose text is an address. ``@id`` is a name, and need not lead anywhere."""

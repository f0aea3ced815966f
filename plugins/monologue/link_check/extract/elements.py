"""Tables of the attributes whose value is a URL, and of what browsers do with it."""

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
    "script": (("src", LOAD), ("href", LOAD)),  # href in SVG
    "source": (("src", LOAD),),
    "track": (("src", LOAD),),
    "video": (("src", LOAD), ("poster", LOAD)),
}
"""The attributes whose value is one URL, by element. Source: WHATWG HTML, index of attributes."""
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
"""Attributes whose value is CSS and may contain ``url()``; all but the first are from SVG."""

LOADED = frozenset({
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon", "mask-icon",
})  # fmt: skip
"""Link types that a browser fetches."""
CONNECTED = frozenset({"preconnect", "dns-prefetch"})
"""Link types for which a browser only opens a connection."""

META = frozenset({
    "og:image", "og:image:url", "og:image:secure_url", "og:url", "og:video", "og:video:url",
    "og:video:secure_url", "og:audio", "og:audio:url", "twitter:image", "twitter:image:src",
    "twitter:player", "twitter:url", "msapplication-tileimage", "msapplication-config", "image", "url",
})  # fmt: skip
"""The values of ``META_KEYS`` for which the content of a ``meta`` is a URL."""
META_KEYS = ("property", "name", "itemprop")

JSON_LD = frozenset({
    "url", "image", "logo", "item", "sameAs", "contentUrl", "embedUrl", "thumbnailUrl", "mainEntityOfPage",
})  # fmt: skip
"""Keys of schema.org whose value is a URL. ``@id`` is an identifier, which need not resolve."""

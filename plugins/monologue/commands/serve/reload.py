"""The script that reloads an open page, and shows errors and that a build runs.

It is added to each response, never to the file.
"""

import re
from hashlib import blake2b

EVENTS = "/.serve/events"
"""The path of the event stream. Its query is the percent-encoded path of the page that listens."""
PATIENCE = 1000
"""Milliseconds before a page says that a build runs; most are shorter."""

SCRIPT = """<script nonce="serve">
{
  const seen = "%s";
  let events;
  const box = () => document.querySelector("#serve-report") ?? Object.assign(
    document.body.appendChild(document.createElement("pre")), { id: "serve-report", role: "alert" });
  let timer;
  const status = (isBuilding) => {
    clearTimeout(timer);
    const old = document.querySelector("#serve-status");
    if (!isBuilding) return old?.remove();
    const shown = old ?? Object.assign(
      document.body.appendChild(document.createElement("div")), { id: "serve-status", role: "status" });
    timer = setTimeout(() => {
      shown.textContent = "Building\\u2026";
      shown.style = "position:fixed;inset:auto 1em 1em auto;z-index:10;padding:.25em .75em;"
        + "font:14px/1.5 monospace;color:#fff;background:#333;pointer-events:none";
    }, %d);
  };
  const show = ({ data }) => {
    const { version, report, isBuilding } = JSON.parse(data);
    status(isBuilding);
    if (version !== seen) location.reload();
    else if (report) {
      box().textContent = report;
      box().style = "position:fixed;inset:auto 0 0 0;z-index:9;margin:0;padding:1em;max-height:60vh;"
        + "overflow:auto;font:14px/1.5 monospace;white-space:pre-wrap;color:#fff;background:#8b1a1a";
    } else document.querySelector("#serve-report")?.remove();
  };
  const listen = () => {
    events?.close();
    status(false);
    if (document.hidden) return;
    events = new EventSource("%s?" + location.pathname);
    events.onmessage = show;
    events.onerror = () => status(false);
  };
  addEventListener("visibilitychange", listen);
  listen();
}
</script>
"""
"""Only a visible page listens: a browser opens six connections to one server, and each listener holds one."""

POLICY = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content="[^">]*?script-src )""")
"""The theme's policy allows only the theme's own scripts; a nonce (CSP level 3) also allows this one."""


def version_of(page: bytes, build: str) -> str:
    """Return a value that is different if an open page has to reload."""
    return f"{build}-{blake2b(page, digest_size=16).hexdigest()}"


def with_script(page: bytes, version: str) -> bytes:
    """Return the page with the reload script at its end, allowed by the page's policy."""
    script = (SCRIPT % (version, PATIENCE, EVENTS)).encode()
    page = POLICY.sub(rb"\1'nonce-serve' ", page, count=1)
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script

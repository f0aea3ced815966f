"""The script that reloads an open page. It is added to each response, never to the file."""

import re

EVENTS = "/.serve/events"

SCRIPT = """<script nonce="serve">
{
  const seen = "%s";
  let events;
  const box = () => document.querySelector("#serve-report") ?? Object.assign(
    document.body.appendChild(document.createElement("pre")), { id: "serve-report", role: "alert" });
  const show = ({ data }) => {
    const { build, report } = JSON.parse(data);
    if (build !== seen) location.reload();
    else if (report) {
      box().textContent = report;
      box().style = "position:fixed;inset:auto 0 0 0;z-index:9;margin:0;padding:1em;max-height:60vh;"
        + "overflow:auto;font:14px/1.5 monospace;white-space:pre-wrap;color:#fff;background:#8b1a1a";
    } else document.querySelector("#serve-report")?.remove();
  };
  const listen = () => {
    events?.close();
    if (document.hidden) return;
    events = new EventSource("%s");
    events.onmessage = show;
  };
  addEventListener("visibilitychange", listen);
  listen();
}
</script>
"""
"""Only a visible page listens: a browser opens six connections to one server, and each listener holds one."""

POLICY = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content="[^">]*?script-src )""")
"""The theme's policy allows only the theme's own scripts; a nonce (CSP level 3) also allows this one."""


def with_script(page: bytes, build: str) -> bytes:
    """Return the page with the reload script at its end, allowed by the page's policy."""
    script = (SCRIPT % (build, EVENTS)).encode()
    page = POLICY.sub(rb"\1'nonce-serve' ", page, count=1)
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script

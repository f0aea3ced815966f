/* The reader's colour scheme. It is set before the first paint, so that nothing flashes; the menu is shown once it is
   parsed. If storage is disabled, the choice applies to this document only.
   The first theme-color is the dark one. Its media attribute matches if the system is dark or the choice is "dark"; for
   the choice "light" it is "light", which is not a media type and so never matches. */
{
  let store = {};
  const show = (scheme = "") => {
    document.documentElement.dataset.scheme = scheme;
    (document.querySelector("[name=theme-color]") ?? {}).media =
      scheme == "dark" ? "all" : scheme || "(prefers-color-scheme:dark)";
  };
  try { store = localStorage; show(store.scheme); } catch {}
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".scheme select");
    if (!list) return;
    list.value = store.scheme ?? "";
    list.parentNode.hidden = false;
    list.onchange = () => {
      show(list.value);
      try { store.scheme = list.value; } catch {}
    };
  });
}

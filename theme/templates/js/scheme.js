/* The reader's colour scheme. It is set before anything is drawn, so that nothing flashes; the switch is shown when
   there is one. Where nothing can be remembered (storage is off), it holds for this document.
   The first theme-color is the dark one: a browser takes it where the system is dark, where that is the choice, and
   not where the choice is "light", which is no medium. */
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

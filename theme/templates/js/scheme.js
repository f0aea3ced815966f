/* The reader's colour scheme. It is set before anything is drawn, so that nothing flashes; the switch is shown when
   there is one. Where nothing can be remembered (storage is off), it holds for this document. */
{
  const root = document.documentElement;
  let store = {};
  try { store = localStorage; root.dataset.scheme = store.scheme ?? ""; } catch {}
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".scheme select");
    if (!list) return;
    list.value = root.dataset.scheme ?? "";
    list.parentNode.hidden = false;
    list.onchange = () => {
      root.dataset.scheme = list.value;
      try { store.scheme = list.value; } catch {}
    };
  });
}

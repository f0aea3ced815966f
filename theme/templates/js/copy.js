/* Adds a button above each code block that copies it, if the clipboard is available (only in secure contexts). */
{
  const button = document.querySelector("button.copy");
  for (const code of navigator.clipboard ? document.querySelectorAll(".highlight > pre") : []) {
    const copy = button.cloneNode(true);
    copy.hidden = false;
    copy.onclick = async () => {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = copy.dataset.done;
      setTimeout(() => { copy.textContent = button.textContent; }, 2000);
    };
    code.before(copy);
  }
}

/* A button above each block of code that copies it. Without a clipboard (only secure documents have one) there is none. */
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

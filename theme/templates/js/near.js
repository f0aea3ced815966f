/* Sorts the links of the page "not found" by how similar their path is to the missing one: shared pairs of letters. */
{
  const pairs = (path) => {
    try { path = decodeURI(path); } catch {}
    const letters = path.toLowerCase().replace(/\.html?$/, "");
    return new Set(Array.from(letters, (_, at) => letters.slice(at, at + 2)));
  };
  const missing = pairs(location.pathname);
  const likeness = (item) => {
    const here = pairs(item.querySelector("a").pathname);
    return [...here].filter((pair) => missing.has(pair)).length / (here.size + missing.size);
  };
  const list = document.querySelector(".near");
  list.append(...[...list.children].sort((one, other) => likeness(other) - likeness(one)));
}

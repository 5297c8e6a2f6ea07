/* Marks the words that led here from the search (?mark=…), without touching the text; Escape takes them away. */
(() => {
  const words = new URLSearchParams(location.search).getAll("mark").map((w) => w.match(/[\p{L}\p{N}]+/gu)).filter(Boolean);
  if (!words.length || !CSS.highlights) return;
  const main = document.querySelector("main"), walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const nodes = [], starts = [];
  let text = "", block;
  for (let node; (node = walker.nextNode()); ) {
    const own = node.parentElement.closest("p,li,h1,h2,h3,dt,dd,td,th,div,blockquote");
    if (own !== block) text += "\n";
    block = own;
    nodes.push(node);
    starts.push(text.length);
    text += node.data;
  }
  const pattern = words.map((w) => w.join("[^\\p{L}]+")).join("|");
  const at = (place) => {
    const i = starts.findLastIndex((start) => start <= place);
    return [nodes[i], place - starts[i]];
  };
  const ranges = [...text.matchAll(RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "giu"))].map((m) => {
    const range = new Range();
    range.setStart(...at(m.index));
    const [node, offset] = at(m.index + m[0].length - 1);
    range.setEnd(node, offset + 1);
    return range;
  });
  if (!ranges.length) return;
  CSS.highlights.set("search", new Highlight(...ranges));
  const button = document.createElement("button");
  button.className = "unmark";
  button.textContent = "Remove marks";
  document.body.append(button);
  const remove = () => {
    CSS.highlights.delete("search");
    button.remove();
  };
  button.onclick = remove;
  addEventListener("keydown", (event) => event.key === "Escape" && remove());
})();

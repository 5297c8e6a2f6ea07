/* Marks the words that led here from a search without touching the text. */
(() => {
  const words = new URLSearchParams(location.search).getAll("mark").map((w) => w.match(/[\p{L}\p{N}]+/gu)?.join("\\P{L}+"));
  if (!words[0] || !CSS.highlights) return;
  const walker = document.createTreeWalker(document.querySelector("main"), 4), nodes = [];
  let text = "", block;
  for (let node; (node = walker.nextNode()); nodes.push([node, text.length]), text += node.data) {
    const own = node.parentElement.closest("p,li,h1,h2,dt,dd,div");
    if (own !== block) text += "\n";
    block = own;
  }
  const at = (place) => {
    const [node, start] = nodes.findLast(([, start]) => start <= place);
    return [node, place - start];
  };
  const pattern = RegExp(`(?<![\\p{L}\\p{N}])(${words.filter(Boolean).join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const ranges = [...text.matchAll(pattern)].map((match) => {
    const range = new Range(), [last, end] = at(match.index + match[0].length - 1);
    range.setStart(...at(match.index));
    range.setEnd(last, end + 1);
    return range;
  });
  if (!ranges.length) return;
  CSS.highlights.set("search", new Highlight(...ranges));
  const button = Object.assign(document.createElement("button"), { className: "unmark", textContent: say("Remove marks") });
  const remove = () => CSS.highlights.delete("search", button.remove());
  button.onclick = remove;
  onkeydown = (event) => event.key === "Escape" && remove();
  document.body.append(button);
})();

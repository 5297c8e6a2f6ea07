// Prints the page; copies citations, and addresses of paragraphs with their words. Without a clipboard, links remain.
(() => {
  const WORDS = 30, cite = document.querySelector(".cite");
  const page = cite.querySelector(".address").textContent;
  const [before, , after] = pieces("Address of {name}");
  const PARAGRAPH = pieces("paragraph {number}")[0], NOTE = RegExp(`^${pieces("note {number}")[0]}(?=\\d)`);
  const nameOf = ({ ariaLabel }) => ariaLabel.slice(before.length, ariaLabel.length - after.length);

  // the citation names the paragraph that the address does
  const locate = () => {
    const { hash } = location, anchor = hash && document.querySelector(`.anchor[href="${CSS.escape(hash)}"]`);
    const place = anchor ? nameOf(anchor).replace(PARAGRAPH, pieces("para. {number}")[0]).replace(NOTE, pieces("n. {number}")[0]) : "";
    cite.querySelector(".locator").textContent = place && `, ${place}`;
    cite.querySelector(".address").textContent = page + (place && hash);
  };
  addEventListener("hashchange", locate);
  locate();

  const printer = document.querySelector(".bar button");
  if (printer) Object.assign(printer, { hidden: false, onclick: () => print() });

  if (!navigator.clipboard) return;
  const told = document.body.appendChild(Object.assign(document.createElement("p"), { className: "copied", role: "status" }));
  let timer;
  const copy = async (what, items) => {
    try {
      await navigator.clipboard.write([new ClipboardItem(items)]);
      told.textContent = say("Copied: {what}", { what });
    } catch { told.textContent = say("Copying failed."); }
    clearTimeout(timer);
    timer = setTimeout(() => { told.textContent = ""; }, 5000);
  };

  // the words of a range, without what is not read
  const read = (range) => {
    const box = document.createElement("div");
    box.append(range.cloneContents());
    box.querySelectorAll(".noteref, del, .voice, .revised, .back").forEach((other) => other.remove());
    return box.textContent.replace(/\s+/g, " ").trim().replaceAll("“", "‘").replaceAll("”", "’");
  };
  // the words selected in a paragraph, or its first
  const quote = (unit) => {
    const chosen = getSelection(), range = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : new Range();
    if (!range.collapsed && unit.contains(range.commonAncestorContainer)) return read(range);
    range.selectNodeContents(unit);
    const words = read(range).split(" ");
    return words.slice(0, WORDS).join(" ") + (words.length > WORDS ? " …" : "");
  };

  const anchorOf = ({ target }) => target.closest?.(".anchor");
  addEventListener("mousedown", (event) => anchorOf(event) && event.preventDefault()); // keeps the selection
  addEventListener("click", (event) => {
    const anchor = anchorOf(event), place = anchor && `${cite.dataset.name}, ${nameOf(anchor)}`;
    if (anchor) copy(place, { "text/plain": `${say("“{words}”", { words: quote(anchor.parentElement) })} (${place}), ${page}${anchor.hash}` });
  });

  for (const citation of cite.querySelectorAll(".citation")) {
    const what = citation.closest("div").firstElementChild.textContent;
    const button = Object.assign(document.createElement("button"), { textContent: say("Copy"), ariaLabel: say("Copy: {what}", { what }) });
    button.onclick = () => copy(what, { "text/plain": citation.textContent, "text/html": citation.innerHTML });
    citation.after(button);
  }
})();

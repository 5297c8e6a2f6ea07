// Copies citations, and addresses of paragraphs with their words. Without a clipboard, links remain.
(() => {
  "use strict";
  const WORDS = 30, cite = document.querySelector(".cite");
  const page = cite.querySelector(".address").textContent;
  const nameOf = ({ ariaLabel }) => ariaLabel.replace("Address of ", "");

  // the citation names the paragraph that the address does
  const locate = () => {
    const { hash } = location, anchor = hash && document.querySelector(`.anchor[href="${CSS.escape(hash)}"]`);
    const place = anchor ? nameOf(anchor).replace("paragraph", "para.").replace(/^note (?=\d)/, "n. ") : "";
    cite.querySelector(".locator").textContent = place && `, ${place}`;
    cite.querySelector(".address").textContent = page + (place && hash);
  };
  addEventListener("hashchange", locate);
  locate();

  if (!navigator.clipboard) return;
  const told = document.body.appendChild(document.createElement("p"));
  told.className = "copied";
  told.role = "status";
  let timer;
  const copy = async (what, items) => {
    try {
      await navigator.clipboard.write([new ClipboardItem(items)]);
      told.textContent = `Copied: ${what}`;
    } catch { told.textContent = "Copying failed."; }
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
    if (anchor) copy(place, { "text/plain": `“${quote(anchor.parentElement)}” (${place}), ${page}${anchor.hash}` });
  });

  for (const citation of cite.querySelectorAll(".citation")) {
    const what = citation.closest("div").firstElementChild.textContent;
    const button = document.createElement("button");
    button.append("Copy");
    button.ariaLabel = `Copy: ${what}`;
    button.onclick = () => copy(what, { "text/plain": citation.textContent, "text/html": citation.innerHTML });
    citation.after(button);
  }
})();

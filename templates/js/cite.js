// Copies citations, and the address of a paragraph or note with its words. Where the clipboard is closed, the
// sign beside a paragraph remains a link.
(() => {
  "use strict";
  const WORDS = 30, cite = document.querySelector(".cite");
  const page = document.querySelector("link[rel=canonical]").href;
  const nameOf = (anchor) => anchor.getAttribute("aria-label").replace("Address of ", "");

  // the note names the paragraph or note that the address does
  const locate = () => {
    const anchor = location.hash && [...document.querySelectorAll(".anchor")].find(({ hash }) => hash === location.hash);
    const place = anchor ? nameOf(anchor).replace("paragraph", "para.").replace(/^note (?=\d)/, "n. ") : "";
    cite.querySelector(".locator").textContent = place && `, ${place}`;
    cite.querySelector(".address").textContent = page + (place && location.hash);
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
    } catch { told.textContent = "The browser does not let this page copy."; }
    clearTimeout(timer);
    timer = setTimeout(() => { told.textContent = ""; }, 5000);
  };

  // what a range says, without the numbers of notes and what only the copy reads
  const read = (range) => {
    const box = document.createElement("div");
    box.append(range.cloneContents());
    for (const other of box.querySelectorAll(".noteref, del, .voice, .pb")) other.remove();
    return box.textContent.replace(/\s+/g, " ").trim().replaceAll("“", "‘").replaceAll("”", "’");
  };
  // the words that the reader has selected in a unit, or its first
  const quote = (unit) => {
    const chosen = getSelection(), range = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : new Range();
    if (!range.collapsed && unit.contains(range.commonAncestorContainer)) return read(range);
    range.selectNodeContents(unit);
    const words = read(range).split(" ");
    return words.slice(0, WORDS).join(" ") + (words.length > WORDS ? " …" : "");
  };

  const anchorOf = ({ target }) => target.closest?.(".anchor");
  addEventListener("mousedown", (event) => { if (anchorOf(event)) event.preventDefault(); }); // the selection stays
  addEventListener("click", (event) => {
    const anchor = anchorOf(event);
    if (!anchor) return;
    const place = `${cite.dataset.name}, ${nameOf(anchor)}`;
    copy(place, { "text/plain": `“${quote(anchor.parentElement)}” (${place}), ${page}${anchor.hash}` });
  });

  for (const citation of cite.querySelectorAll(".citation")) {
    const what = citation.closest("div").firstElementChild.textContent;
    const button = Object.assign(document.createElement("button"), { textContent: "Copy", ariaLabel: `Copy: ${what}` });
    button.onclick = () => copy(what, { "text/plain": citation.textContent, "text/html": citation.innerHTML });
    citation.after(button);
  }
})();

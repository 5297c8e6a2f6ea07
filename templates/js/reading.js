// The reader's choices are kept on this computer; names show their entry beside the text.
// Loaded right after the switches: the choice stands before the text is painted.
{
  const KEY = "reading";
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { /* storage is closed: nothing is kept */ }
  for (const box of document.querySelectorAll(".reading input")) {
    if (box.id in kept) box.checked = kept[box.id];
    box.onchange = () => {
      kept[box.id] = box.checked;
      try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* as above */ }
    };
  }
}

addEventListener("DOMContentLoaded", () => {
  const entries = new Map([...document.querySelectorAll(".named dt a")].map(a => [a.href, a.closest("div")]));
  if (!entries.size || !HTMLElement.prototype.showPopover) return;
  const card = document.createElement("dl");
  card.id = card.className = "card";
  card.popover = "manual";
  document.querySelector("main").append(card);
  let current, timer;
  const addressOf = name => name.href ?? new URL(name.dataset.to, location).href;
  const linkOf = target => {
    const link = target.closest?.(".name");
    return link && entries.has(addressOf(link)) && link;
  };
  const hide = () => {
    clearTimeout(timer);
    current?.removeAttribute("aria-describedby");
    current = null;
    card.hidePopover();
  };
  const show = link => { // the style sheet puts the card beside what it describes
    clearTimeout(timer);
    if (current === link) return;
    hide();
    current = link;
    card.replaceChildren(...entries.get(addressOf(link)).cloneNode(true).childNodes);
    link.setAttribute("aria-describedby", "card");
    card.showPopover();
  };
  const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };

  onpointerover = ({ pointerType, target }) => {
    if (pointerType === "touch") return;
    const link = linkOf(target);
    if (link) later(() => show(link), 250);
    else if (card.contains(target)) clearTimeout(timer);
    else later(hide, 250);
  };
  addEventListener("focusin", ({ target }) => {
    const link = linkOf(target);
    if (link && link.matches(":focus-visible")) show(link);
    else if (!card.contains(target)) hide();
  });
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("click", event => {
    const link = linkOf(event.target);
    if (link && event.pointerType === "touch" && current !== link) {
      event.preventDefault(); // the first tap shows the entry, whose heading leads to its page
      show(link);
    } else if (!card.contains(event.target)) hide();
  });
});

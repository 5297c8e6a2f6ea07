// The reader's choices are kept on this computer; names show their entry beside the text.
// Loaded right after the switches: the choice stands before the text is painted.
(() => {
  "use strict";
  const KEY = "reading";
  const switches = [...document.querySelectorAll(".reading input")];
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { /* storage is closed: nothing is kept */ }
  for (const box of switches) {
    if (box.id in kept) box.checked = kept[box.id];
    box.addEventListener("change", () => {
      kept[box.id] = box.checked;
      try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* as above */ }
    });
  }

  addEventListener("DOMContentLoaded", () => {
    const entries = new Map([...document.querySelectorAll(".named dt a")].map(a => [a.href, a.closest("div")]));
    if (!entries.size || !HTMLElement.prototype.showPopover) return;
    const card = document.createElement("dl");
    card.id = "card";
    card.className = "card";
    card.popover = "manual";
    document.querySelector("main").append(card);
    let current = null, timer = 0;
    const addressOf = name => name.href ?? (name.dataset.to && new URL(name.dataset.to, location).href);

    const place = () => {
      const line = current.getClientRects()[0], box = card.getBoundingClientRect();
      const left = Math.max(8, Math.min(line.left, innerWidth - box.width - 8));
      const below = line.bottom + 6 + box.height < innerHeight || line.top < box.height + 6;
      card.style.left = `${left}px`;
      card.style.top = `${below ? line.bottom + 6 : line.top - box.height - 6}px`;
    };
    const show = link => {
      clearTimeout(timer);
      if (current === link) return;
      hide();
      current = link;
      card.replaceChildren(...entries.get(addressOf(link)).cloneNode(true).childNodes);
      link.setAttribute("aria-describedby", "card");
      card.showPopover();
      place();
    };
    const hide = () => {
      clearTimeout(timer);
      current?.removeAttribute("aria-describedby");
      current = null;
      if (card.matches(":popover-open")) card.hidePopover();
    };
    const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };
    const linkOf = target => {
      const link = target.closest?.(".name");
      return link && entries.has(addressOf(link)) ? link : null;
    };

    document.addEventListener("pointerover", event => {
      if (event.pointerType === "touch") return;
      const link = linkOf(event.target);
      if (link) later(() => show(link), 250);
      else if (card.contains(event.target)) clearTimeout(timer);
      else later(hide, 250);
    });
    document.addEventListener("focusin", event => {
      const link = linkOf(event.target);
      if (link && link.matches(":focus-visible")) show(link);
      else if (!card.contains(event.target)) hide();
    });
    document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
    document.addEventListener("click", event => {
      const link = linkOf(event.target);
      if (link && event.pointerType === "touch" && current !== link) {
        event.preventDefault(); // the first tap shows the entry, whose heading leads to its page
        show(link);
      } else if (!card.contains(event.target)) hide();
    });
    addEventListener("scroll", () => { if (current) place(); }, { passive: true });
  });
})();

// Shows what the last build has to tell over the page, and brings the page up to date.
"use strict";
{
  const loaded = new URL(document.currentScript.src).searchParams.get("at");
  const memory = "desk " + location.pathname;
  const make = (name, className = "", text = "") => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  };
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  // -- the panel; both live regions are there before there is anything to say --
  const panel = make("aside", "desk");
  panel.setAttribute("aria-label", "The last build");
  const status = make("p", "desk-status");
  status.setAttribute("role", "status");
  const alert = make("p", "desk-alert");
  alert.setAttribute("role", "alert");
  const list = make("ul", "desk-findings");
  list.tabIndex = 0;
  list.setAttribute("aria-label", "Findings");
  const hide = make("button", "desk-hide", "Hide");
  hide.type = "button";
  const close = () => { panel.classList.add("desk-hidden"); };
  hide.addEventListener("click", close);
  panel.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  panel.append(hide, alert, status, list);

  const item = finding => {
    const row = make("li", `desk-${finding.severity}`);
    const place = [finding.path, finding.line, finding.column].filter(Boolean).join(":");
    row.append(make("code", "", place), " ", make("strong", "", `${finding.severity} ${finding.code}`), " ",
      make("span", "", finding.message));
    if (finding.hint) row.append(" ", make("span", "desk-hint", finding.hint));
    return row;
  };

  const show = news => {
    const errors = news.findings.filter(finding => finding.severity === "error").length;
    const others = news.findings.length - errors;
    alert.textContent = news.trouble ||
      (news.failed ? `${count(errors, "error")}. The site is as it was before.` : "");
    status.replaceChildren();
    if (!news.failed && others) status.append(`${count(others, "warning")}. `);
    if (!news.failed && news.elsewhere) {
      const link = make("a", "", news.elsewhere.id);
      link.href = "/" + news.elsewhere.file + (news.elsewhere.unit ? "#" + news.elsewhere.unit : "");
      status.append("The edit shows on another page: ", link);
    }
    list.replaceChildren(...news.findings.map(item));
    if (news.more) list.append(make("li", "", `and ${news.more} more, which the terminal shows`));
    list.hidden = !news.findings.length;
    alert.hidden = false;
    panel.classList.toggle("desk-failed", news.failed);
    panel.classList.toggle("desk-hidden", !(alert.textContent || status.textContent || news.findings.length));
  };

  // -- after a reload: to the paragraph that was edited, or where one was --
  const arrive = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(memory));
      sessionStorage.removeItem(memory);
    } catch { /* without storage the browser does what it does */ }
    if (kept && kept.unit && document.getElementById(kept.unit)) location.replace("#" + kept.unit);
    else if (kept) scrollTo({ top: kept.y, behavior: "instant" });
    setTimeout(() => { history.scrollRestoration = "auto"; });
  };

  const reload = unit => {
    try {
      sessionStorage.setItem(memory, JSON.stringify({ unit, y: scrollY }));
    } catch { /* as above */ }
    history.scrollRestoration = "manual"; // or the browser goes back to where the page was
    location.reload();
  };

  const listen = () => {
    const address = `/_desk/events?at=${loaded}&page=${encodeURIComponent(location.pathname)}`;
    const events = new EventSource(address);
    events.onmessage = event => {
      const news = JSON.parse(event.data);
      if (news.stale) {
        events.close();
        reload(news.unit);
      } else show(news);
    };
    events.onerror = () => {
      if (!panel.classList.contains("desk-failed")) status.textContent = "The server does not answer.";
      panel.classList.remove("desk-hidden");
    };
    addEventListener("pagehide", () => events.close());
    addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  };

  panel.classList.add("desk-hidden");
  document.body.append(panel);
  addEventListener("load", arrive);
  listen();
}

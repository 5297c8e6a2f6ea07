/* Says what a citation means, as edition/resolving.py does; the rules stand in the form, all else in the tables. */
{
  const form = document.querySelector(".cite");
  const answer = document.querySelector(".answer");
  const rules = JSON.parse(form.dataset.rules);
  const rows = {}; // by id
  const index = {}; // by form of citation: [id, is it certain?]
  const parts = (ref) => /^(.*?)(?:\.([^.]*))?$/.exec(ref).slice(1);
  const rewrite = (text, name, flags) =>
    rules[name].reduce((done, [pattern, by]) => done.replace(RegExp(pattern, flags), by), text);

  for (const row of document.querySelectorAll("[data-keys]")) {
    const { ref, keys } = row.dataset;
    if (row.tagName !== "A") rows[ref] = row;
    for (const key of keys.split("|")) (index[key.replace("~", "")] ??= []).push([ref, key[0] !== "~"]);
  }

  const stateOf = (ref) => {
    const [text, unit = ""] = parts(ref);
    const { units = "", absent } = rows[text].dataset;
    if (units.split(" ").includes(unit)) return "current";
    return absent && RegExp(absent).test(unit) && "not included";
  };

  const find = (key) => {
    const [text, unit] = parts(key);
    const [, first, last, rest] = key.match(rules.printed) ?? [];
    let found = index[key] ?? [];
    if (first) {
      const end = last ? first.slice(0, Math.max(0, first.length - last.length)) + last : first;
      for (let page = +first; page <= Math.min(end, +first + rules.most); page++)
        found = found.concat(index[`p${page}${rest}`] ?? []);
    } else if (!found.length && unit) {
      const units = (index[text] ?? []).map(([ref, sure]) => [`${ref}.${unit}`, sure]);
      found = units.filter(([ref]) => stateOf(ref));
      if (!found.length) found = units.slice(0, 1);
    }
    return [...new Map([...found].sort((a, b) => a[1] - b[1]))].sort((a, b) => b[1] - a[1]);
  };

  const called = (unit) => rewrite(unit.replaceAll("-", " "), "labels");
  const said = (name) => rules.sentences[name];

  /* The state, the places, and what is said of them. */
  const resolve = (cited) => {
    const words = rewrite(cited.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(), "cleaning", "g");
    const key = rewrite(words, "grammar");
    const other = rewrite(key, "fallbacks");
    const found = [words, key, other].map(find).find((places) => places[0]) ?? [];
    if (!found[0] && RegExp(rules.printed).test(other) && !document.querySelector(".by-page"))
      return ["not included", found, said("no pages")];
    if (found.length !== 1) return found[0] ? ["several", found] : ["unknown", found];
    const [[ref]] = found;
    const [text, unit] = parts(ref);
    const { to, told } = (rows[ref] ?? rows[text]).dataset;
    if (stateOf(ref)) return [stateOf(ref), found];
    if (!told) return ["unknown", [[text, true]], said("no unit").replace("{unit}", called(unit))];
    const now = unit && to && stateOf(`${to}.${unit}`) ? `${to}.${unit}` : to;
    return now ? ["moved", [[now, true]], told] : ["withdrawn", [], told];
  };

  form.onsubmit = (event) => {
    event?.preventDefault();
    const [state, places, sentence = said(state)] = resolve(form.q.value);
    answer.innerHTML = "<p><b></b>: <span></span></p><ul></ul>";
    answer.querySelector("b").textContent = state;
    answer.querySelector("span").textContent = sentence;
    for (const [ref, sure] of places) {
      const [text, unit] = parts(ref);
      const link = rows[text].querySelector("a").cloneNode(true);
      const href = link.getAttribute("href") + (unit ? `#${unit}` : "");
      if (unit) link.append(`, ${called(unit)}`);
      link.href = href;
      const item = document.createElement("li");
      const code = document.createElement("code");
      code.append(href.replace("../", rules.url).replace("index.html", ""));
      item.append(sure ? "" : "perhaps ", link, " ", code);
      answer.lastChild.append(item);
    }
    try {
      history.replaceState(0, "", `?q=${encodeURIComponent(form.q.value)}`);
    } catch { /* some browsers do not let a file have a query */ }
  };
  form.hidden = false;
  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  if (form.q.value) form.onsubmit();
}

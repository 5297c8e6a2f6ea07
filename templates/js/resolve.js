/* Finds what is cited, as edition/lookup/resolving.py does; what there is stands in the tables, of a large edition in a
   file, for which there must be a web server. */
{
  const form = document.querySelector(".cite");
  const [state, sentence, list] = document.querySelectorAll(".answer :is(b, span, ul)");
  const rules = JSON.parse(form.dataset.rules), { read, parts, pages, called } = Citations(rules);
  const rows = {}; // by id
  const index = {}; // by form of citation: [id, is it certain?]

  const add = (row) => {
    const { ref, keys = ref } = row.dataset;
    rows[ref] ??= row;
    for (const key of keys.split("|")) (index[key.replace("~", "")] ??= []).push([ref, key[0] !== "~"]);
  };
  const addRow = ([ref, label, keys, units, absent, href]) => {
    const row = document.createElement("p"), link = row.appendChild(document.createElement("a"));
    Object.assign(row.dataset, { ref, keys, units, ...(absent && { absent }) });
    link.append(label);
    link.setAttribute("href", href);
    add(row);
  };
  const { more } = form.dataset;
  const ready = more && fetch(more).then((file) => file.json()).then((all) => all.forEach(addRow));
  document.querySelectorAll("[data-ref]").forEach(add);

  const stateOf = (ref) => {
    const [text, unit = ""] = parts(ref), { units = "", absent } = rows[text].dataset;
    if (units.split(" ").includes(unit)) return "current";
    return absent && RegExp(absent).test(unit) && "not included";
  };

  // a unit by its id in small letters; of our notes, which the page calls a, b, c, one by its letter
  const named = (ref, unit, units = rows[ref].dataset.units?.split(" ") ?? []) =>
    units.find((own) => own.toLowerCase() === unit) ??
    units.filter((own) => own.startsWith("n-"))[parseInt(/^n-([a-z])$/.exec(unit)?.[1], 36) - 10] ?? unit;

  const find = (key) => {
    const ends = [...key.matchAll(/\./g)].map((dot) => [key.slice(0, dot.index), key.slice(dot.index + 1)]);
    const [text, unit] = ends.find(([head]) => index[head]) ?? parts(key), printed = pages(key);
    let found = [key, ...(printed ?? [])].flatMap((one) => index[one] ?? []);
    if (!found[0] && unit && !printed) {
      const units = (index[text] ?? []).map(([ref, sure]) => [`${ref}.${named(ref, unit)}`, sure]);
      found = units.filter(([ref]) => stateOf(ref));
      if (!found[0]) found = units.slice(0, 1);
    }
    return [...new Map([...found].sort((a, b) => a[1] - b[1]))].sort((a, b) => b[1] - a[1]);
  };

  const resolve = (cited) => {
    const { words, key, other } = read(cited);
    const found = [words, key, other].map(find).find((places) => places[0]) ?? [];
    if (found[1]) return ["several", found];
    if (!found[0]) return pages(other) && rules.noPages ? ["not included", [], rules.noPages] : ["unknown", []];
    const [[ref]] = found, [text, unit] = parts(ref), whole = rows[ref];
    const { to, told } = (whole ?? rows[text]).dataset;
    if (stateOf(ref)) return [stateOf(ref), found];
    if (!told) return ["unknown", [[text, true]], rules.sentences["no unit"].replace("{unit}", called(unit))];
    const now = !whole && rows[to] && stateOf(`${to}.${unit}`) ? `${to}.${unit}` : to;
    return now ? ["moved", [[now, true]], told] : ["withdrawn", [], told];
  };

  const show = () => {
    const [name, places, told = rules.sentences[name]] = resolve(form.q.value);
    state.textContent = rules.states[name];
    sentence.textContent = told;
    list.replaceChildren(...places.map(([ref, sure]) => {
      const [text, unit] = parts(ref), link = rows[text].querySelector("a").cloneNode(true);
      const href = link.getAttribute("href") + (unit ? `#${unit}` : ""), item = document.createElement("li");
      if (unit) link.append(`, ${called(unit)}`);
      link.href = href;
      item.append(sure ? "" : `${say("perhaps")} `, link, " ", document.createElement("code"));
      item.lastChild.append(href.replace("../", rules.url).replace("index.html", ""));
      return item;
    }));
  };

  const showWhenReady = async () => {
    try {
      await ready;
      show();
    } catch {
      sentence.textContent = say("The finder needs a web server here; without one, look in the lists below.");
    }
  };

  form.onsubmit = (event) => {
    event.preventDefault();
    showWhenReady();
    try {
      history.replaceState(0, "", `?q=${encodeURIComponent(form.q.value)}`);
    } catch { /* some browsers do not let a file have a query */ }
  };
  form.hidden = false;
  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  if (form.q.value) showWhenReady();
}

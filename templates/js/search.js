/* The search page. Pagefind finds each word or phrase; the filters and the spellings are in data.json; excerpts
   are made here from the record's own words, so that a name found by another spelling is marked as well. */
(() => {
  "use strict";
  const PAGE = 20, EXCERPT = 44, FILTERS = ["year", "kind", "voice", "person"];
  const base = new URL("../../", document.currentScript.src);
  const form = document.getElementById("search-form");
  const [notice, status, list, more] = ["search-notice", "status", "hits", "more"].map((id) => document.getElementById(id));
  let engine, spellings, rankOf, valuesOf, found = [], shown = 0, run = 0;

  const fold = (word) => word.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  async function start() {
    if (location.protocol === "file:") return;
    try {
      const answer = await fetch(new URL("search/data.json", base));
      const data = await answer.json();
      engine = await import(new URL("pagefind/pagefind.js", base));
      // names of units are shown and not searched
      await engine.options({ ranking: { metaWeights: { unit: 0, title: 0, names: 0.5 } } });
      const all = await engine.search(null, { sort: { rank: "asc" } });
      rankOf = new Map(all.results.map((result, rank) => [result.id, rank]));
      read(data, all.results.length);
    } catch {
      document.getElementById("no-server").hidden = true;
      document.getElementById("no-index").hidden = false;
      return;
    }
    notice.hidden = true;
    form.hidden = false;
    document.getElementById("filters").open = matchMedia("(min-width: 48rem)").matches;
    form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
    form.addEventListener("change", (event) => { if (event.target.id !== "q") go(); });
    document.getElementById("clear").addEventListener("click", clear);
    more.addEventListener("click", () => show(true));
    addEventListener("popstate", restore);
    await restore();
    if (!form.q.value) form.q.focus();
  }

  /** Filters by record, and for each spelling those of its family that stand in the texts. */
  function read(data, size) {
    valuesOf = {};
    for (const name of FILTERS) {
      valuesOf[name] = Array.from({ length: size }, () => []);
      for (const [value, steps] of Object.entries(data.filters[name])) {
        let rank = 0;
        for (const step of steps) valuesOf[name][rank += step].push(value);
      }
    }
    spellings = new Map();
    for (const [here, others] of data.spellings)
      for (const word of [...here, ...others]) spellings.set(word, [...(spellings.get(word) ?? []), ...here]);
  }

  // -- the state of the form and the address ---------------------------------------------------------

  function go() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.pushState(null, "", state.size ? `?${state}` : location.pathname);
    search();
  }

  function restore() {
    const state = new URLSearchParams(location.search);
    form.q.value = state.get("q") ?? "";
    form.sort.value = state.get("sort") ?? "";
    for (const name of FILTERS) {
      const values = state.getAll(name);
      for (const box of form.querySelectorAll(`input[name=${name}]`)) box.checked = values.includes(box.value);
      if (form[name]?.tagName === "SELECT") form[name].value = values[0] ?? "";
      if (form[name]?.value === "" && form[name].tagName === "SELECT") form[name].selectedIndex = 0;
    }
    return search();
  }

  function clear() {
    for (const box of form.querySelectorAll("input:checked")) box.checked = false;
    for (const menu of form.querySelectorAll("select")) menu.selectedIndex = 0;
    go();
  }

  // -- finding ---------------------------------------------------------------------------------------

  function termsOf(query) {
    const terms = [];
    for (const [, phrase, word] of query.replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
      const words = (phrase ?? word).split(/\s+/).map(bare).filter(Boolean);
      if (words.length) terms.push({ words, phrase: phrase !== undefined });
    }
    return terms;
  }

  /** The phrase in all spellings of its words that stand in the texts. */
  function phrases(words) {
    return words.reduce((starts, word) => {
      const forms = new Set([word, ...(spellings.get(fold(word)) ?? [])]);
      return starts.flatMap((start) => [...forms].map((form) => [...start, form])).slice(0, 24);
    }, [[]]).map((variant) => `"${variant.join(" ")}"`);
  }

  /** The records that have a term: rank → score, positions of its words, Pagefind's result. */
  async function lookUp(term) {
    const hits = new Map();
    for (const query of term.phrase ? phrases(term.words) : [term.words.join(" ")]) {
      for (const result of (await engine.search(query)).results) {
        if (!(result.score > 0) || (term.phrase && !result.words.length)) continue;
        const rank = rankOf.get(result.id), before = hits.get(rank);
        hits.set(rank, { rank, result, score: Math.max(result.score, before?.score ?? 0),
          words: [...result.words, ...(before?.words ?? [])] });
      }
    }
    return hits;
  }

  async function findAll(terms) {
    if (!terms.length) return [...rankOf.values()].map((rank) => ({ rank, score: 0, words: [] }));
    const [first, ...others] = await Promise.all(terms.map(lookUp));
    return [...first.values()].filter((hit) => others.every((hits) => hits.has(hit.rank))).map((hit) => {
      const all = [hit, ...others.map((hits) => hits.get(hit.rank))];
      return { ...hit, score: all.reduce((sum, one) => sum + one.score, 0), words: all.flatMap((one) => one.words) };
    });
  }

  async function search() {
    const mine = ++run, state = new FormData(form), terms = termsOf(form.q.value);
    const chosen = FILTERS.map((name) => [name, new Set(state.getAll(name).filter(Boolean))]);
    const asked = terms.length || chosen.some(([, values]) => values.size);
    const hits = await findAll(terms);
    if (mine !== run) return;
    const counts = Object.fromEntries(FILTERS.map((name) => [name, new Map()]));
    found = hits.filter(({ rank }) => {
      const failed = chosen.filter(([name, values]) => values.size && !valuesOf[name][rank].some((v) => values.has(v)));
      for (const name of FILTERS)
        if (failed.every(([other]) => other === name))
          for (const value of valuesOf[name][rank]) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      return !failed.length;
    });
    if (!asked) found = [];
    const byDate = form.sort.value === "date" || !terms.length;
    found.sort((a, b) => (byDate ? 0 : b.score - a.score) || a.rank - b.rank);
    tell(counts);
    list.replaceChildren();
    shown = 0;
    await show(false, terms, mine);
    const words = form.q.value.trim();
    document.title = document.title.replace(/^(.*: )?Search/, words ? `${words}: Search` : "Search");
    status.textContent = !asked ? "" : !found.length ? "Nothing was found."
      : `${found.length} ${found.length === 1 ? "place" : "places"} found.`;
  }

  /** How many places each filter would leave. */
  function tell(counts) {
    for (const box of form.querySelectorAll("input[type=checkbox]"))
      box.parentElement.querySelector(".count").textContent = counts[box.name].get(box.value) ?? 0;
    for (const option of form.querySelectorAll("option[data-label]")) {
      const n = counts[option.parentElement.name].get(option.value) ?? 0;
      option.textContent = `${option.dataset.label} (${n})`;
      option.hidden = !n && !option.selected;
    }
  }

  // -- showing ---------------------------------------------------------------------------------------

  async function show(focus, terms = termsOf(form.q.value), mine = run) {
    const next = found.slice(shown, shown + PAGE);
    const items = await Promise.all(next.map((hit) => item(hit, terms)));
    if (mine !== run) return;
    list.append(...items);
    shown += next.length;
    more.hidden = shown >= found.length;
    if (focus) items[0]?.querySelector("a").focus();
  }

  async function item(hit, terms) {
    const result = hit.result ?? (await everything())[hit.rank];
    const record = await result.data();
    const words = record.raw_content.split(" ");
    const marked = mark(words, hit.words, record.meta.names ?? "", terms);
    const entry = document.createElement("li"), head = document.createElement("h2"), link = document.createElement("a");
    const about = document.createElement("p"), text = document.createElement("p");
    const [page, unit = ""] = record.raw_url.split("#");
    const marks = new URLSearchParams(runs(words, marked).map((run) => ["mark", run]));
    link.href = new URL(page + (marks.size ? `?${marks}` : "") + (unit && `#${unit}`), base);
    link.textContent = record.meta.unit;
    head.append(link);
    about.className = "about";
    const kind = form.querySelector(`input[name=kind][value="${valuesOf.kind[hit.rank][0]}"]`);
    about.textContent = [record.meta.title, kind?.parentElement.firstChild.nextSibling?.textContent.trim(),
      ...valuesOf.voice[hit.rank]].filter(Boolean).join(" · ");
    text.className = "excerpt";
    text.append(...excerpt(words, marked));
    entry.append(head, about, text);
    return entry;
  }

  const everything = async () => (await engine.search(null, { sort: { rank: "asc" } })).results;

  /** Positions of the words to mark: those that Pagefind found, and names that stand for what was asked. */
  function mark(words, positions, names, terms) {
    const marked = new Set(positions), folded = words.map(fold);
    const wanted = terms.filter((term) => !term.phrase).flatMap((term) => term.words.map(fold));
    for (const group of names.split("; ")) {
      const [forms, others = ""] = group.split(" = ");
      if (!others.split(" ").some((word) => wanted.some((one) => fold(word).startsWith(one)))) continue;
      for (const form of forms.split(" | ").map((form) => form.split(/\s+/).map(fold)).filter((form) => form[0]))
        folded.forEach((_, at) => {
          if (form.every((word, i) => folded[at + i] === word || (folded[at + i] ?? "") === `${word}s`))
            form.forEach((_, i) => marked.add(at + i));
        });
    }
    return marked;
  }

  /** Marked words that stand together, each run once: what is marked in the page. */
  function runs(words, marked) {
    const found = [];
    words.forEach((word, at) => {
      if (marked.has(at)) found.push(marked.has(at - 1) ? `${found.pop()} ${bare(word)}` : bare(word));
    });
    return [...new Set(found)].filter(Boolean).slice(0, 8);
  }

  /** The stretch of the text with most of the marked words, as nodes. */
  function excerpt(words, marked) {
    let best = 0, most = -1;
    for (const at of [...marked].sort((a, b) => a - b)) {
      const from = Math.max(0, Math.min(at - 8, words.length - EXCERPT));
      const n = [...marked].filter((other) => other >= from && other < from + EXCERPT).length;
      if (n > most) [best, most] = [from, n];
    }
    const end = Math.min(words.length, best + EXCERPT), nodes = [best ? "… " : ""];
    for (let at = best; at < end; at++) {
      if (marked.has(at)) {
        const node = document.createElement("mark");
        node.textContent = words[at];
        nodes.push(node, " ");
      } else nodes.push(`${words[at]} `);
    }
    return [...nodes, end < words.length ? "…" : ""];
  }

  start();
})();

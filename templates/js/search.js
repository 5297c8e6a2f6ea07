/* The search page. Pagefind finds each word or phrase; the filters and the spellings are in data.json; excerpts
   are made here from the record's own words, so that a name found by another spelling is marked as well. */
(() => {
  "use strict";
  const PAGE = 20, EXCERPT = 44, FILTERS = ["year", "kind", "voice", "person"];
  const base = new URL("../../", document.currentScript.src);
  const form = document.getElementById("search-form");
  const [notice, status, list, more] = ["search-notice", "status", "hits", "more"].map((id) => document.getElementById(id));
  let engine, spellings, namesOf, rankOf, valuesOf, found = [], shown = 0, run = 0;

  const fold = (word) => word.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$|['’]s\P{L}*$/gu, "");

  async function start() {
    if (location.protocol === "file:") return;
    try {
      const load = async (path) => (await fetch(new URL(path, base))).json();
      const [data, ids, module] = await Promise.all([load("search/data.json"), load("pagefind/ranks.json"),
        import(new URL("pagefind/pagefind.js", base))]);
      engine = module;
      // names of units are shown and not searched
      await engine.options({ ranking: { metaWeights: { unit: 0, title: 0, names: 0.5, heading: 20 } } });
      await engine.init();
      rankOf = new Map(ids.map((id, rank) => [id, rank]));
      read(data, ids.length);
    } catch {
      document.getElementById("no-server").hidden = true;
      document.getElementById("no-index").hidden = false;
      return;
    }
    notice.hidden = true;
    form.hidden = false;
    const filters = document.getElementById("filters"), wide = matchMedia("(min-width: 48rem)");
    filters.open = wide.matches;  // beside the results they have no heading to open them by
    wide.addEventListener("change", () => { filters.open = wide.matches; });
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
    namesOf = new Map(data.names.map(([rank, names]) => [rank, names.map(fold)]));
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
    for (const box of form.querySelectorAll("input[type=checkbox]"))
      box.checked = state.getAll(box.name).includes(box.value);
    for (const menu of form.querySelectorAll("select")) {
      menu.value = state.get(menu.name) ?? "";
      if (menu.selectedIndex < 0) menu.selectedIndex = 0;
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

  /** The records that have a term: rank → score, spans of words to mark, Pagefind's result. */
  async function lookUp(term) {
    const hits = new Map();
    const [exact, wide] = await Promise.all([
      Promise.all((term.phrase ? phrases(term.words) : [`"${term.words.join(" ")}"`]).map((query) => engine.search(query))),
      term.phrase ? { results: [] } : engine.search(term.words.join(" ")),
    ]);
    const add = (result, score, spans) => {
      const rank = rankOf.get(result.id), before = hits.get(rank);
      hits.set(rank, { rank, result, score: score + (before?.score ?? 0), spans: [...spans, ...(before?.spans ?? [])] });
    };
    // a phrase stands in the text itself; a word may also be another name of somebody who is named there
    for (const { results } of exact)
      for (const result of results)
        if (term.phrase ? result.words.length : result.score > 0) add(result, 1000, term.phrase ? stretches(result.words) : []);
    if (hits.size || (await begins(wide.results[0], term)))
      for (const result of wide.results)
        if (result.score > 0) add(result, result.score, result.words.map((at) => [at, 1]));
    return hits;
  }

  /** Consecutive positions as [first, length]. */
  function stretches(positions) {
    const found = [];
    for (const at of positions) {
      const last = found.at(-1);
      if (last && last[0] + last[1] === at) last[1] += 1;
      else found.push([at, 1]);
    }
    return found;
  }

  /** Does the first of the results have a word that begins like the one asked for? Where none does, Pagefind
      takes ever shorter beginnings of it. */
  async function begins(result, term) {
    if (!result) return false;
    const record = await result.data(), asked = fold(term.words.join("")), start = asked.slice(0, Math.ceil(asked.length * 0.6));
    return `${record.raw_content} ${record.meta.names ?? ""} ${record.meta.heading ?? ""}`.split(/[\s-]+/).some((word) => fold(word).startsWith(start));
  }

  async function findAll(terms) {
    if (!terms.length) return [...rankOf.values()].map((rank) => ({ rank, score: 0, spans: [] }));
    const [first, ...others] = await Promise.all(terms.map(lookUp));
    return [...first.values()].filter((hit) => others.every((hits) => hits.has(hit.rank))).map((hit) => {
      const all = [hit, ...others.map((hits) => hits.get(hit.rank))];
      return { ...hit, score: all.reduce((sum, one) => sum + one.score, 0), spans: all.flatMap((one) => one.spans) };
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
    if (!byDate) found = namesFirst(found, fold(form.q.value));
    tell(counts);
    list.replaceChildren();
    shown = 0;
    await show(false, terms, mine);
    const words = form.q.value.trim();
    document.title = document.title.replace(/^(.*: )?Search/, words ? `${words}: Search` : "Search");
    status.textContent = !asked ? `${rankOf.size.toLocaleString("en")} passages can be searched.` : !found.length ? "No results. Try fewer words or filters."
      : `${found.length.toLocaleString("en")} ${found.length === 1 ? "result" : "results"}.`;
  }

  /** What is called as the query says comes first: the entry of that name, the letter of that number. */
  function namesFirst(hits, query) {
    const isCalled = (hit) => namesOf.get(hit.rank)?.includes(query);
    return [...hits.filter(isCalled), ...hits.filter((hit) => !isCalled(hit))];
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
    const record = await result.data(), words = record.raw_content.split(" ");
    const spans = [...hit.spans, ...named(words, record.meta.names ?? "", terms)];
    const marks = new Set(spans.map(([at, length]) => bare(words.slice(at, at + length).join(" "))).filter(Boolean));
    const [page, unit = ""] = record.raw_url.split("#");
    const query = new URLSearchParams([...marks].slice(0, 8).map((words) => ["mark", words]));
    const [entry, head, link, about, text] = ["li", "h2", "a", "p", "p"].map((name) => document.createElement(name));
    link.href = new URL(page + (marks.size ? `?${query}` : "") + (unit && `#${unit}`), base);
    link.textContent = record.meta.unit;
    head.append(link);
    about.className = "about";
    about.textContent = [record.meta.title, ...valuesOf.voice[hit.rank]].filter(Boolean).join(" · ");
    text.className = "excerpt";
    text.append(...excerpt(words, new Set(spans.flatMap(([at, length]) => Array.from({ length }, (_, i) => at + i)))));
    entry.append(head, about, text);
    return entry;
  }

  const everything = async () => (await engine.search(null, { sort: { rank: "asc" } })).results;

  /** Where the words name somebody who has another name that was asked for. */
  function named(words, names, terms) {
    const spans = [], folded = words.map(fold);
    const wanted = terms.filter((term) => !term.phrase).map((term) => fold(term.words.join("")));
    for (const group of names.split("; ")) {
      const [forms, others = ""] = group.split(" = ");
      if (!others.split(" ").some((word) => wanted.some((one) => fold(word).startsWith(one)))) continue;
      for (const form of forms.split(" | ").map((form) => form.split(/\s+/).map(fold)).filter((form) => form[0]))
        folded.forEach((_, at) => {
          const here = form.every((word, i) => folded[at + i] === word || folded[at + i] === `${word}s`);
          if (here) spans.push([at, form.length]);
        });
    }
    return spans;
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
    for (let at = best, next; at < end; at = next) {
      for (next = at + 1; marked.has(at) && next < end && marked.has(next); ) next++;
      const text = words.slice(at, next).join(" "), core = bare(text);
      if (!marked.has(at) || !core) nodes.push(`${text} `);
      else {
        const node = document.createElement("mark"), start = text.indexOf(core);
        node.textContent = core;
        nodes.push(text.slice(0, start), node, `${text.slice(start + core.length)} `);
      }
    }
    return [...nodes, end < words.length ? "…" : ""];
  }

  start();
})();

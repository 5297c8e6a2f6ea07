/* The search page: what is asked, what is found, how it is shown. */
(() => {
  "use strict";
  const PAGE = 10, EXCERPT = 260, FILTERS = ["year", "kind", "voice", "person"], CLOSING = 0.2, HEADING = 1.8, TOGETHER = 1.5;
  const SHORT = new Set(["entry", "event", "request"]); // whose voice need not be told
  const root = new URL("../../", document.currentScript.src);
  const form = document.getElementById("search-form"), filters = document.getElementById("filters");
  const [status, note, answers, list, more] = ["status", "note", "answers", "hits", "more"].map((id) => document.getElementById(id));
  const { read: readCitation, parts, pages, called } = Citations(JSON.parse(form.dataset.rules)), heading = document.title;
  const listed = (words) => new Intl.ListFormat(lang === "en" ? "en-GB" : lang).format(words);
  let people, last, found = [], asked = [], shown = 0, run = 0;

  async function start() {
    form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
    form.addEventListener("change", (event) => { if (event.target.id !== "q") go(); });
    document.getElementById("clear").addEventListener("click", clear);
    document.getElementById("narrow").addEventListener("click", ({ target }) =>
      target.setAttribute("aria-expanded", filters.classList.toggle("open")));
    more.addEventListener("click", () => show(true));
    addEventListener("popstate", restore);
    form.q.value = new URLSearchParams(location.search).get("q") ?? "";
    if (!form.q.value) form.q.focus();
    try {
      await Index.start();
      offer("voice", Index.voices.map((voice) => [voice, voice]));
      if (!new URLSearchParams(location.search).has("person")) await restore();
      people = await Index.people();
      const named = Index.entries.filter(({ id, sort }) => sort && people.has(id)).map(({ id, sort }) => [id, sort]);
      offer("person", named.sort((one, two) => one[1].localeCompare(two[1], lang)));
      if (last) { narrow(last.hits, last.chosen); form.dataset.ready = "all"; } else await restore();
    } catch (reason) {
      console.info(reason);
      form.hidden = true;
      document.getElementById("search-notice").hidden = false;
    }
  }

  function offer(name, values) {
    form[name].append(...values.map(([value, label]) => {
      const option = new Option(label, value);
      option.dataset.label = label;
      return option;
    }));
  }

  // -- the state of the form and the address ---------------------------------------------------------

  function go() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try {
      history.pushState(null, "", state.size ? `?${state}` : location.pathname);
    } catch { /* some browsers do not let a file have a query */ }
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

  // -- what is asked ---------------------------------------------------------------------------------

  /** The words of a question and its “exact phrases”: { text, words, exact }. What is written as one with hyphens, or
      in a script without spaces, is a phrase or one word. */
  function read(question) {
    const items = [];
    for (const [, phrase, word] of question.replace(/\u00ad/g, "").replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
      const terms = Terms.termsIn(phrase ?? word), words = [];
      for (const { at, term } of terms) words[at] = term;  // the last at a place is the whole word
      const last = words.at(-1);
      if (words.length > 1 && /^[\u0e00-\u{3ffff}]$/u.test(last)) words.pop();  // half of a pair that was there
      if (words.length) items.push({ text: phrase ?? word, words, exact: phrase !== undefined, others: terms.filter(({ at, term }) => words[at] && words[at] !== term).map(({ term }) => term) });
    }
    return items;
  }

  /** Where an item of the question stands: passage → score, with what tells it in a text. */
  async function lookUp({ words, exact, others }) {
    const ways = words.length > 1 || exact ? [await Index.findPhrase(words)] : [await Index.findWord(words[0])];
    if (!exact) for (const other of others) ways.push(await Index.findWord(other));
    const hits = new Map();
    for (const way of ways)
      for (const [passage, score] of way.hits) {
        const { light, heading } = Index.about(passage);
        hits.set(passage, Math.max(hits.get(passage) ?? 0, score * (light ? CLOSING : heading ? HEADING : 1)));
      }
    return { hits, ways, common: ways.every((way) => way.common) };
  }

  /** The passages that answer: those with all the words; else those in texts with all; else those with most. */
  function combine(items) {
    const known = items.filter((item) => !item.common), counts = new Map(), inText = new Map();
    known.forEach((item, i) => {
      for (const [passage, score] of item.hits) {
        const hit = counts.get(passage) ?? { passage, score: 0, n: 0 };
        counts.set(passage, { passage, score: hit.score + score, n: hit.n + 1 });
        const { text } = Index.about(passage);
        inText.set(text, (inText.get(text) ?? new Set()).add(i));
      }
    });
    const all = [...counts.values()], together = all.filter(({ n }) => n === known.length);
    if (together[0] || known.length < 2) return { hits: together };
    const spread = all.filter(({ passage }) => inText.get(Index.about(passage).text).size === known.length);
    if (spread[0]) return { hits: spread, said: say("No passage has all of these words; these texts have them in different places.") };
    const most = Math.max(...all.map(({ n }) => n), 0);
    const missing = items.filter(({ hits, common }) => !hits.size && !common).map(({ text }) => `“${text}”`);
    const why = missing[0] ? say("{words} is not in the edition.", { n: missing.length, words: listed(missing) }, "{words} are not in the edition.") : say("No text has all of these words.");
    const rest = most === known.length - missing.length ? say("The results have the rest.") : say("The results have {most} of the {all} words.", { most, all: items.length });
    return { hits: all.filter(({ n }) => n === most), said: most ? `${why} ${rest}` : "" };
  }

  async function search() {
    delete form.dataset.ready;
    const mine = ++run, state = new FormData(form), question = form.q.value.trim();
    const chosen = FILTERS.map((name) => [name, new Set(state.getAll(name).filter(Boolean))]).filter(([, values]) => values.size);
    const citation = /\d/.test(question) ? await cite(question) : { places: [] };
    const certain = citation.places[0] && citation.form && citation.form[0] !== "=";
    const items = certain ? [] : read(question), looked = (await Promise.all(items.map(lookUp))).map((one, i) => ({ ...items[i], ...one }));
    const { hits, said = "" } = items.length ? combine(looked) : { hits: chosen.length && !certain ? everything() : [] };
    const cards = chosen.length ? [] : Index.called(items.flatMap(({ words }) => words)).map(Index.textOfEntry);
    const guesses = await Promise.all(looked.map(async (item) => (item.hits.size || item.common || item.words.length > 1 ? null : (await guess(item)))));
    if (mine !== run) return;
    await nearer(hits, looked);
    last = { hits, chosen };
    const groups = group(narrow(hits, chosen), items.length ? state.get("sort") : "date");
    const first = new Set(cards);
    found = [...cards.map((text) => ({ text, hits: [], card: true, ...groups.find((one) => one.text === text) })), ...groups.filter(({ text }) => !first.has(text))];
    asked = looked;
    shown = 0;
    const [places, notes] = [await Promise.all(citation.places.map(place)), remarks(said, question, guesses, citation)];
    if (mine !== run) return;
    answers.replaceChildren(...places);
    note.replaceChildren(...notes);
    list.replaceChildren();
    await show(false, mine);
    if (mine !== run) return;
    document.title = question ? `${question}: ${heading}` : heading;
    status.textContent = certain ? say("The place that is cited:") : !items.length && !chosen.length ? say("{n} passage can be searched.", { n: Index.size }, "{n} passages can be searched.") : summary(looked, citation);
    form.dataset.ready = people ? "all" : "";
  }

  /** The likeliest word for one that is not there, written as that was. */
  async function guess({ text, words: [word] }) {
    const [likely] = await Index.similar(word);
    return likely && (/^\p{Lu}/u.test(text) ? likely[0].toUpperCase() + likely.slice(1) : likely);
  }

  const everything = () => Array.from({ length: Index.size }, (_, passage) => ({ passage, score: 0, n: 0 }));

  /** Words that follow each other in the text as they do in the question count for more. */
  async function nearer(hits, items) {
    if (items.length < 2 || items.length > 6 || items.some(({ exact, words }) => exact || words.length > 1)) return;
    for (let i = 1; i < items.length; i++) {
      const pair = await Index.findPhrase([items[i - 1].words[0], items[i].words[0]]);
      for (const hit of hits) if (pair.hits.has(hit.passage)) hit.score *= TOGETHER;
    }
  }

  /** The passages that the filters leave; the counts beside them say what each would leave. */
  function narrow(hits, chosen) {
    const counts = Object.fromEntries(FILTERS.map((name) => [name, new Map()])), named = new Map();
    for (const [id, passages] of people ?? [])
      for (const { passage } of hits) if (passages.has(passage)) named.set(passage, [...(named.get(passage) ?? []), id]);
    const left = hits.filter(({ passage }) => {
      const { kind, voice, year } = Index.about(passage);
      const values = { year: [year], kind: [kind], voice: [voice], person: named.get(passage) ?? [] };
      const failed = chosen.filter(([name, wanted]) => !values[name].some((value) => wanted.has(value)));
      for (const name of FILTERS)
        if (failed.every(([other]) => other === name))
          for (const value of values[name]) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      return !failed.length;
    });
    for (const box of form.querySelectorAll("input[type=checkbox]"))
      box.parentElement.querySelector(".count").textContent = hits.length ? (counts[box.name].get(box.value) ?? 0) : "";
    for (const option of form.querySelectorAll("option[data-label]")) {
      const n = counts[option.parentElement.name].get(option.value) ?? 0;
      option.textContent = `${option.dataset.label} (${n})`;
      option.hidden = !n && !option.selected;
    }
    return left;
  }

  /** The texts of the passages, each with its places, the best first. A heading
      is no place where the text has another, an opening or closing none where the heading says the same. */
  function group(hits, order) {
    const groups = new Map();
    for (const hit of hits) {
      const { text, heading, light } = Index.about(hit.passage), own = groups.get(text) ?? { text, hits: [], score: 0 };
      groups.set(text, own);
      own.hits.push({ ...hit, heading, light });
    }
    for (const own of groups.values()) {
      own.hits.sort((a, b) => b.score - a.score || a.passage - b.passage);
      own.score = own.hits[0].score * (1 + Math.log(own.hits.length) / 10);
      const body = own.hits.filter(({ heading }) => !heading), head = own.hits.filter(({ heading }) => heading);
      own.hits = head[0] && body.every(({ light }) => light) ? head : body[0] ? body : head;
    }
    const day = ({ text }) => text.day || Infinity;
    const byDay = (a, b) => (day(a) === day(b) ? a.text.first - b.text.first : day(a) - day(b));
    return [...groups.values()].sort((a, b) => (order === "date" ? byDay(a, b) : b.score - a.score || byDay(a, b)));
  }

  // -- citations -------------------------------------------------------------------------------------

  /** What a question means if it is a citation: the places, the certain ones first; `form` is how it is understood. */
  async function cite(question) {
    const { words, key, other } = readCitation(question), form = key === words ? "" : key;
    for (const each of [key, other]) {
      const places = await meant(/^\d+$/.test(each) ? `l${each}` : each);
      if (places[0]) return { form, places: places.sort((a, b) => b[2] - a[2]).slice(0, 5) };
    }
    return { form, places: [] };
  }

  async function meant(key) {
    const [start, unit] = parts(key), printed = pages(key);
    if (printed) {
      const places = (await Promise.all(printed.map(Index.cited))).flat();
      return [...new Map(places.map((place) => [`${place[0].first} ${place[1]}`, place])).values()];
    }
    const direct = await Index.cited(key);
    if (direct[0]) return direct;
    const text = Index.textById(start), texts = text ? [[text, "", true]] : await Index.cited(start);
    return texts.map(([one, , sure]) => [one, unit ?? "", sure]);
  }

  /** A place that is cited, with how it begins. */
  async function place([text, unit, sure]) {
    const [url, name, about, passages] = await Index.shown(text);
    const passage = passages.find(([own]) => own === unit), there = passage ?? passages[0];
    const entry = element("li", "", sure ? "" : `${say("Perhaps")} `, link(url, passage ? unit : "", [name, passage?.[1]].filter(Boolean).join(", ")));
    entry.append(element("p", "about", about));
    if (unit && !passage) entry.append(element("p", "about", say("There is no {place} here.", { place: called(unit) })));
    else entry.append(element("p", "excerpt", ...excerpt((unit ? there : passages[1] ?? there)[2], [])));
    return entry;
  }

  // -- what is said of the results -------------------------------------------------------------------

  function summary(items, citation) {
    const n = found.reduce((sum, { hits }) => sum + hits.length, 0), texts = found.filter(({ hits }) => hits.length).length;
    const common = items.filter((item) => item.common).map(({ text }) => `“${text}”`);
    const left = common[0] ? ` ${say("{words} stands in nearly every text and was left out.", { n: common.length, words: listed(common) }, "{words} stand in nearly every text and were left out.")}` : "";
    if (!n) return (citation.places[0] ? say("No results besides the place that is cited.") : say("No results. Try fewer words or filters.")) + left;
    return `${say("{n} result", { n }, "{n} results")} ${say("in {n} text.", { n: texts }, "in {n} texts.")}${left}`;
  }

  function remarks(said, question, guesses, { form, places }) {
    const lines = said ? [element("p", "", said)] : [];
    const meant = guesses.reduce((text, guess, i) => (guess ? text.replace(read(question)[i].text, guess) : text), question);
    if (meant !== question) {
      const other = element("a", "", meant);
      other.href = `?${new URLSearchParams({ q: meant })}`;
      lines.push(element("p", "", ...pieces("Did you mean {guess}?", { guess: other })));
    }
    if (/^(l\d|p\d|f.*\/|=)/.test(form) && !places[0]) {
      const finder = element("a", "", say("citation finder"));
      finder.href = new URL(`resolve/index.html?${new URLSearchParams({ q: question })}`, root);
      lines.push(element("p", "", ...pieces("Nothing here is cited like this; the {finder} says what can be.", { finder })));
    }
    return lines;
  }

  // -- showing ---------------------------------------------------------------------------------------

  async function show(focus, mine = run) {
    const next = found.slice(shown, shown + PAGE), items = await Promise.all(next.map(item));
    if (mine !== run) return;
    list.append(...items);
    shown += next.length;
    more.hidden = shown >= found.length;
    if (focus) items[0]?.querySelector("a").focus();
  }

  async function item({ text, hits, card }) {
    const [url, name, about, passages] = await Index.shown(text), entry = element("li", card ? "card" : "");
    const best = hits[0]?.passage ?? text.first, [label, ...body] = showPassage(best, passages, url, name);
    entry.append(element("h2", "", label), element("p", "about", [about, !SHORT.has(Index.about(best).kind) && Index.about(best).voice].filter(Boolean).join(" · ")), ...body);
    if (hits[1]) {
      const others = element("details", "places", element("summary", "", say("{n} more place", { n: hits.length - 1 }, "{n} more places")));
      others.addEventListener("toggle", () => {
        if (!others.lastChild.matches("ul"))
          others.append(element("ul", "", ...hits.slice(1).map(({ passage }) => element("li", "", ...showPassage(passage, passages, url, "")))));
      });
      entry.append(others);
    }
    return entry;
  }

  /** A link to a passage, and its excerpt. */
  function showPassage(passage, passages, url, name) {
    const { text, heading } = Index.about(passage), here = passages[passage - text.first];
    const [unit, label, words, named = {}, copied = []] = heading ? passages[1] ?? passages[0] : here;
    const spans = spansIn(words, named, copied), marks = new Set(spans.map(([from, to]) => words.slice(from, to)));
    const title = heading ? [name] : [name, label];
    const to = link(url, heading ? "" : unit, title.filter(Boolean).join(", ") || say("this text"), heading ? [] : marks);
    return heading && !passages[1] ? [to] : [to, element("p", "excerpt", ...excerpt(words, spans))];
  }

  /** From where to where the words stand in a text for which it was found. */
  function spansIn(words, named, copied) {
    const tokens = Terms.termsIn(words), spans = [];
    const follow = (sequence) => tokens.forEach((token) => {
      let end = token, fits = true;
      sequence.forEach((terms, i) => {
        const next = tokens.find((other) => other.at === token.at + i && (!terms || terms.has(other.term)));
        fits &&= next && (!i || next.from >= end.from);
        end = next ?? end;
      });
      if (fits && (!sequence[0] || sequence[0].has(token.term))) spans.push([token.from, end.to]);
    });
    for (const { terms, sequence, refs } of asked.flatMap(({ ways }) => ways)) {
      for (const { term, from, to } of terms ? tokens : []) if (terms.has(term)) spans.push([from, to]);
      if (sequence) follow(sequence);
      for (const ref of refs) for (const name of named[ref] ?? []) follow(Terms.termsIn(name).map(({ term }) => new Set([term, `${term}s`])));
      for (const [copy, now] of copied)
        if (Terms.termsIn(copy).some(({ term }) => terms?.has(term))) follow(Terms.termsIn(now).map(({ term }) => new Set([term])));
    }
    return join(spans);
  }

  /** Stretches in order, those that overlap as one. */
  function join(spans) {
    const joined = [];
    for (const [from, to] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const last = joined.at(-1);
      if (last && from < last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  }

  /** The stretch of a text with most of the marked words, as nodes. */
  function excerpt(words, spans) {
    let start = 0, most = -1;
    for (const [from] of spans) {
      const n = spans.filter(([other]) => other >= from && other < from + EXCERPT * 0.75).length;
      if (n > most) [start, most] = [from, n];
    }
    start = start < EXCERPT / 3 ? 0 : words.lastIndexOf(" ", start - 50) + 1;
    const cut = words.indexOf(" ", start + EXCERPT), end = cut < 0 ? words.length : cut, nodes = [start ? "… " : ""];
    let at = start;
    for (const [from, to] of spans.filter(([from, to]) => from >= start && to <= end)) {
      nodes.push(words.slice(at, from), element("mark", "", words.slice(from, to)));
      at = to;
    }
    return [...nodes, words.slice(at, end), end < words.length ? " …" : ""];
  }

  function link(page, unit, words, marks = []) {
    const to = element("a", "", words), query = new URLSearchParams([...marks].slice(0, 8).map((mark) => ["mark", mark]));
    const [path, fragment = unit] = page.split("#");
    to.href = new URL(path + (query.size ? `?${query}` : "") + (fragment && `#${fragment}`), root);
    return to;
  }

  function element(name, style, ...content) {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...content);
    return made;
  }

  start();
})();

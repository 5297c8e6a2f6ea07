/* The index of the search: what stands where. Its files are scripts that call `searchData`, so that they can be read
   in a folder too; each is loaded when it is first asked for. edition/render/search/ makes them. */
const Index = (() => {
  "use strict";
  const base = new URL("../../search/data/", document.currentScript.src);
  const loaded = new Map(), waiting = new Map(), postings = new Map(), familiesOf = new Map();
  const WEIGHTS = { same: 1, family: 0.95, ending: 0.8, beginning: 0.5, mention: 0.6 };
  const LONG = 5; // letters from which a word is also taken as the beginning of others
  const MOST_ENTRIES = 12;
  let size, shards, partOf, parts = [], texts = [], textOf, classOf, classes, entries;

  window.searchData = (name, data) => waiting.get(name)(data);

  function load(name) {
    if (!loaded.has(name)) loaded.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      script.src = new URL(`${name}.js`, base);
      script.onerror = () => { loaded.delete(name); reject(Error(name)); };
      script.onload = () => script.remove();
      document.head.append(script);
    }));
    return loaded.get(name);
  }

  async function start() {
    const [all, names] = await Promise.all([load("texts"), load("names")]);
    ({ shards, classes } = all);
    readTexts(all.parts);
    entries = names.entries.map(([id, part, at, sort, ...names]) => ({ id, part, at, sort, names, words: wordsOf(names, sort) }));
    for (const row of names.families) {
      const [here, others] = row.split("|").map((words) => words.split(" ")), family = { here, all: [...here, ...others] };
      for (const word of family.all) for (const form of new Set([word, Terms.key(word)])) familiesOf.set(form, [...(familiesOf.get(form) ?? []), family]);
    }
  }

  /** The words by which a text that names an entry is found: any word of a person's names, others by a whole name. */
  const wordsOf = (names, sort) => new Set(names.flatMap((name) => (sort || !name.includes(" ") ? name.split(" ").filter((word) => word.length > 1) : [])));

  /** `L16 bgtmv.a2b12`: part, and of each text its day and how many passages of which class follow each other. */
  function readTexts(rows) {
    const ofText = [], ofClass = [];
    for (const row of rows.split("\n")) {
      const [id, ...outlines] = row.split(" "), part = { id, first: ofClass.length, text: texts.length };
      for (const outline of outlines) {
        const [, day, runs] = /^(?:(-?[0-9a-z]+)\.)?(.*)$/.exec(outline), first = ofClass.length;
        for (const [, letters, n] of runs.matchAll(/([a-z]+)(\d+)/g)) {
          const own = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 97, 0);
          for (let i = 0; i < n; i++) { ofText.push(texts.length); ofClass.push(own); }
        }
        texts.push({ part, at: texts.length - part.text, first, day: day ? parseInt(day, 36) : 0 });
      }
      parts.push(part);
    }
    [textOf, classOf, size] = [Uint32Array.from(ofText), Uint16Array.from(ofClass), ofText.length];
    partOf = new Map(parts.map((part) => [part.id, part]));
  }

  /** What is known of a passage: its text, kind, voice, year. */
  function about(passage) {
    const text = texts[textOf[passage]], [kind, voice, light] = classes[classOf[passage]];
    return { text, kind, voice, light: !!light, heading: passage === text.first, year: text.day ? String(Math.floor(text.day / 10000)) : "" };
  }

  /** The words of a text, to be shown: [address, name, about, passages]. */
  const shown = async (text) => (await load(`text/${text.part.id}`))[text.at];

  // -- where terms stand -----------------------------------------------------------------------------

  /** The terms of the file in which a term stands, with their postings. */
  async function neighbours(term) {
    const name = Terms.shardOf(term, shards);
    if (!postings.has(name)) {
      const rows = (await load(`words/${name}`)).split("\n").filter(Boolean);
      postings.set(name, new Map(rows.map((row) => row.split("\t"))));
    }
    return postings.get(name);
  }

  /** The passages of a posting, each with the positions of the term; null when it stands nearly everywhere. */
  function places(posting) {
    const found = new Map();
    if (posting === "*") return null;
    for (const each of posting?.split(";") ?? []) {
      const [id, ...units] = each.split(" "), part = partOf.get(id);
      for (const unit of part ? units : []) {
        const [number, ...steps] = unit.split(".");
        let at = 0;
        found.set(part.first + parseInt(number, 36), steps.map((step) => (at += parseInt(step, 36))));
      }
    }
    return found;
  }

  /** The forms of a word that occur, its own among them: [form, weight]. */
  function formsOf(word) {
    const families = familiesOf.get(word) ?? familiesOf.get(Terms.key(word)) ?? [];
    const forms = new Map(families.flatMap(({ here }) => here.map((form) => [form, WEIGHTS.family])));
    for (const other of Terms.others(word)) forms.set(other, WEIGHTS.ending);
    return forms.set(word, WEIGHTS.same);
  }

  /** The terms by which a word is found: term → weight. */
  async function termsFor(word) {
    const found = new Map(), beginnings = new Map();
    for (const [form, weight] of formsOf(word)) {
      for (const term of (await neighbours(form)).keys()) {
        const own = term === form ? 1 : Terms.key(term) === Terms.key(form) ? WEIGHTS.ending : 0;
        if (own) found.set(term, Math.max(found.get(term) ?? 0, own * weight));
        else if (Terms.american(term).startsWith(Terms.american(form)) || term.startsWith(form)) beginnings.set(term, WEIGHTS.beginning * weight);
      }
    }
    return word.length >= LONG || !found.size || Terms.isUnspaced(word) ? new Map([...beginnings, ...found]) : found;
  }

  /** The entries that have a name with this word. */
  function entriesFor(word) {
    const forms = new Set([word, ...(familiesOf.get(word) ?? []).flatMap(({ all }) => all)]), key = Terms.key(word);
    const isMeant = (own) => forms.has(own) || (word.length >= LONG && (own.startsWith(word) || Terms.key(own) === key));
    return entries.filter((entry) => [...entry.words].some(isMeant)).slice(0, MOST_ENTRIES);
  }

  /** The passages that have a word, or name somebody who is called so: passage → score; `terms` and `refs` tell why. */
  async function findWord(word) {
    const hits = new Map(), terms = await termsFor(word), refs = new Set();
    let common = false;
    const add = (found, weight) => {
      const rarity = Math.log(1 + size / (1 + found.size));
      for (const [passage, at] of found) hits.set(passage, Math.max(hits.get(passage) ?? 0, weight * rarity * (1 + Math.log(at.length || 1) / 2)));
    };
    for (const [term, weight] of terms) {
      const found = places((await neighbours(term)).get(term));
      if (found) add(found, weight);
      else common = true;
    }
    for (const entry of entriesFor(word)) {
      const term = `@${entry.id}`, found = places((await neighbours(term)).get(term));
      if (found?.size) { add(found, WEIGHTS.mention); refs.add(entry.id); }
    }
    return { hits, terms: new Set(terms.keys()), refs, common };
  }

  /** The passages in which words follow each other, each in any of its spellings. */
  async function findPhrase(words) {
    const steps = [];
    for (const word of words) {
      const at = new Map(), terms = new Set([...formsOf(word)].filter(([, weight]) => weight !== WEIGHTS.ending).map(([form]) => form));
      let anywhere = false;
      for (const term of terms) {
        const found = places((await neighbours(term)).get(term));
        anywhere ||= found === null;
        for (const [passage, positions] of found ?? []) at.set(passage, new Set([...(at.get(passage) ?? []), ...positions]));
      }
      steps.push({ at, terms, anywhere });
    }
    const hits = new Map(), known = steps.map((step, i) => [step, i]).filter(([step]) => !step.anywhere).sort(([a], [b]) => a.at.size - b.at.size);
    if (known[0]) {
      const [[rarest, from], ...rest] = known, rarity = Math.log(1 + size / (1 + rarest.at.size));
      for (const [passage, positions] of rarest.at) {
        const follows = (at) => rest.every(([step, i]) => step.at.get(passage)?.has(at - from + i));
        const n = [...positions].filter(follows).length;
        if (n) hits.set(passage, words.length * rarity * (1 + Math.log(n) / 2));
      }
    }
    return { hits, sequence: steps.map(({ terms, anywhere }) => (anywhere ? null : terms)), refs: new Set(), common: !known[0] };
  }

  /** The entries that are called as the query says: a whole name, or the surname. */
  function called(words) {
    const alike = words.map((word) => new Set([word, ...(familiesOf.get(word) ?? []).flatMap(({ all }) => all)]));
    const isName = (name) => {
      const own = name.split(" ");
      return own.length === words.length && own.every((word, i) => alike[i].has(word));
    };
    return words.length ? entries.filter(({ names }) => names.some(isName)) : [];
  }

  /** The text of an entry. */
  const textOfEntry = ({ part, at }) => texts[partOf.get(part)?.text + at];

  // -- citations, names, words ----------------------------------------------------------------------

  /** What a form of citation may mean: [text, unit, is it certain?]. */
  async function cited(form) {
    const term = `§${form}`, row = (await neighbours(term)).get(term) ?? "", found = [];
    for (const each of row.split(";").filter(Boolean)) {
      const [id, ...places] = each.split(" "), part = partOf.get(id);
      for (const place of places) {
        const sure = !place.endsWith("~"), [at, unit] = place.replace("~", "").split(/\.(.*)/);
        const text = part ? texts[textOf[part.first + parseInt(at, 36)]] : texts[partOf.get(at)?.text];
        if (text) found.push([text, part ? "" : unit ?? "", sure]);
      }
    }
    return found;
  }

  /** The text of a letter or essay by its id in small letters. */
  const textById = (id) => texts[parts.find((part) => part.id.toLowerCase() === id)?.text];

  /** Where each person is named: id → passages. */
  async function people() {
    const rows = (await load("people")).split("\n").filter(Boolean).map((row) => row.split("\t"));
    return new Map(rows.map(([term, posting]) => [term.slice(1), places(posting) ?? new Map()]));
  }

  /** Words of the edition that are almost like one that it has not, the likeliest first. */
  async function similar(word) {
    const most = word.length < 5 ? 1 : 2, found = new Map();
    const consider = (other, parts) => {
      const steps = Terms.distance(word, other, most);
      if (steps && steps <= most) found.set(other, Math.max(found.get(other) ?? -9, parts / 4 - 3 * steps + (word[0] === other[0])));
    };
    let before = "";
    for (const row of (await load("vocabulary")).split("\n").filter(Boolean)) {
      const [, shared, rest, parts] = /^(.)(.*?)(\d+)$/.exec(row);
      before = before.slice(0, parseInt(shared, 36)) + rest;
      consider(before, +parts);
    }
    for (const entry of entries) for (const own of entry.words) if (own.length > 3) consider(own, 4);
    return [...found].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([other]) => other);
  }

  return {
    start, about, shown, findWord, findPhrase, called, textOfEntry, cited, textById, people, similar,
    get size() { return size; },
    get entries() { return entries; },
    get voices() { return [...new Set(classes.map(([, voice]) => voice))].filter(Boolean).sort(); },
  };
})();

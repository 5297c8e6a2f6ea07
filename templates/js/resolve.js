/* Says what a citation means, as edition/resolving.py does: the rules stand in the form, all that there is in the tables
   of the page. tests/citations.yaml holds both to the same answers. */
{
  const form = document.querySelector(".cite");
  const rules = JSON.parse(form.dataset.rules);
  const texts = new Map();
  const index = new Map();
  const all = (pattern) => new RegExp(pattern, "g");
  const split = (ref) => ref.match(/^(.*?)(?:\.([^.]*))?$/).slice(1);
  const called = (unit) => rules.words[unit] ?? unit.replace(/^n-(.*)/, (_, name) => `note “${name.replaceAll("-", " ")}”`)
    .replace(/^(.)(\d+)$/, (_, kind, number) => (rules.words[kind] ?? "") + number);
  const normalise = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(all(rules.dashes), "-")
    .replace(all(rules.removed), "").replace(/\s+/g, " ").replace(all(rules.outer), "");
  const rewrite = (text, list) => list.reduce((form, [pattern, by]) => form.replace(RegExp(pattern), by), text);
  const add = (key, ref, sure) => index.set(key, [...(index.get(key) ?? []), [ref, sure]]);

  /* 108, 108–110, 108–9 */
  const numbers = (first, last, most = rules.most) => {
    const end = last ? Math.min(first.slice(0, Math.max(0, first.length - last.length)) + last, +first + most) : +first;
    return Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => +first + i);
  };

  for (const row of document.querySelectorAll("[data-keys]")) {
    const { ref, keys, to } = row.dataset;
    const link = row.querySelector("a");
    const forms = keys.split(" ");
    if (to === undefined) {
      const units = row.textContent.split(/\s+/).flatMap((part) => {
        const [, kind, first, last] = part.match(/^([a-z]+)(\d+)–(\d+)$/) ?? [];
        return kind ? numbers(first, last, Infinity).map((number) => kind + number) : part;
      });
      texts.set(ref, { units: row.cells ? units : [], link, absent: "absent" in row.dataset });
      for (const { textContent } of [link, row.cells?.[0] ?? link]) forms.push(normalise(textContent));
    }
    for (const form of new Set(forms)) add(form.replace("?", ""), ref, !form.endsWith("?"));
  }
  for (const link of document.querySelectorAll("[data-page] a")) {
    const { ref } = link.dataset;
    const page = `p${link.closest("[data-page]").dataset.page}`;
    for (const key of new Set([page, page + (ref.match(/\.n\d+$/) ?? "")])) add(key, ref, !link.closest("span"));
  }

  const has = (ref, [text, unit] = split(ref)) => texts.has(text) && (!unit || texts.get(text).units.includes(unit));
  const stands = (ref, [text, unit] = split(ref)) => has(ref) || (texts.get(text)?.absent && RegExp(rules.withText).test(unit));
  const step = (ref) => document.querySelector(`[data-to][data-ref="${ref}"], [data-to][data-ref="${split(ref)[0]}"]`)?.dataset;

  const find = (key) => {
    const [, first, last, note] = key.match(rules.printed) ?? [];
    let found = first ? numbers(first, last).flatMap((page) => index.get(`p${page}${note}`) ?? []) : index.get(key) ?? [];
    const [text, unit] = split(key);
    if (!found.length && !first && unit) {
      found = (index.get(text) ?? []).map(([ref, sure]) => [`${ref}.${unit}`, sure]);
      const standing = found.filter(([ref]) => stands(ref));
      found = standing.length ? standing : found.slice(0, 1);
    }
    const once = new Map();
    for (const [ref, sure] of found) once.set(ref, once.get(ref) || sure);
    return [...once].sort((a, b) => b[1] - a[1]);
  };

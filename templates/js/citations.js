/* How a citation is read, by the rules of edition/lookup/, which stand in the form of the page. */
const Citations = (rules) => {
  const rewrite = (text, name, flags) => rules[name].reduce((done, [pattern, by]) => done.replace(RegExp(pattern, flags), by), text);
  return {
    /** Its words, its canonical form, and what else to look for. */
    read(text) {
      const words = rewrite(text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(), "cleaning", "g"), key = rewrite(words, "grammar");
      return { words, key, other: rewrite(key, "fallbacks") };
    },
    /** The text and the unit of an id; that of a unit may have dots, if the source gave it. */
    parts: (ref) => /^([^.]*)(?:\.(.*))?$/.exec(ref).slice(1),
    /** The keys of a range of printed pages; nothing for another key. */
    pages(key) {
      const [, first, last, rest] = key.match(rules.printed) ?? [];
      return first && Array.from({ length: Math.min(last - first, rules.most) + 1 }, (_, i) => `p${+first + i}${rest}`);
    },
    /** What a unit is called. */
    called: (unit) => rewrite(unit.replaceAll("-", " "), "labels"),
  };
};

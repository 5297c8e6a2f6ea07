/* The terms of what is typed and of what is shown, as edition/words/terms.py makes those of the index; and which of
   them mean the same in the language of the edition and in Russian, which is asked of the query alone. */
const Terms = (() => {
  "use strict";
  const LETTER = "[\\p{L}\\p{N}_\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0900-\\u0963\\u0966-\\u0dff]";
  const APOSTROPHES = "'’ʼʹ‘`", HYPHENS = "\\u00ad‐‑\\-";
  const WORD = RegExp(`${LETTER}+(?:[${APOSTROPHES}${HYPHENS}]${LETTER}+)*`, "gu");
  const RUN = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
  const FOLDED = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ŋ: "n", ß: "ss", ς: "σ" };

  const fold = (word) => word.toLowerCase().normalize("NFKD").toLowerCase()
    .replace(/[œæøłđðþħıŋßς]/g, (letter) => FOLDED[letter]).replace(/[^\p{L}\p{N}]/gu, "");

  /** The terms of a text: each with its position, and from where to where its word stands. */
  function termsIn(text) {
    const found = [];
    let position = 0;
    for (const { 0: chunk, index } of text.matchAll(WORD)) {
      const terms = RUN.test(chunk) ? pairs(chunk) : words(chunk);
      for (const [step, term, from, to] of terms) found.push({ at: position + step, term, from: index + from, to: index + to });
      position += (terms.at(-1)?.[0] ?? -1) + 1;
    }
    return found;
  }

  function words(chunk) {
    const parts = pieces(chunk, RegExp(`[${HYPHENS}]`, "u")).filter(([part]) => fold(part)), terms = [];
    if (parts[1]) terms.push([0, fold(chunk), 0, chunk.length]);
    parts.forEach(([word, from], step) => {
      const whole = fold(word), inside = pieces(word, RegExp(`[${APOSTROPHES}]`, "u"));
      for (const term of new Set([...inside.map(([part]) => fold(part)).filter((part) => part.length > 2), whole]))
        if (term) terms.push([step, term, from, from + word.length]);
    });
    return terms;
  }

  function pairs(chunk) {
    let from = 0;
    const terms = [];
    for (const piece of chunk.split(RUN)) {
      const letters = [...piece];
      if (RUN.test(piece)) letters.forEach((letter, at) => {
        const term = letter + (letters[at + 1] ?? ""), start = from + letters.slice(0, at).join("").length;
        terms.push([terms.length, term, start, start + term.length]);
      });
      else for (const [word, at] of pieces(piece, RegExp(`[${APOSTROPHES}${HYPHENS}]`, "u")))
        if (fold(word)) terms.push([terms.length, fold(word), from + at, from + at + word.length]);
      from += piece.length;
    }
    return terms;
  }

  /** The parts of a text between separators, each with its place. */
  function pieces(text, separator) {
    let from = 0;
    return text.split(separator).map((part) => {
      const piece = [part, from];
      from += part.length + 1;
      return piece;
    });
  }

  /** The file in which a term stands. */
  function shardOf(term, shards) {
    const letters = [...term];
    const beginning = "@§".includes(letters[0]) ? letters : letters.slice(0, RUN.test(letters[0]) ? 1 : 4);
    let digest = 0x811c9dc5;
    for (const letter of beginning) digest = Math.imul(digest ^ letter.codePointAt(0), 0x01000193) >>> 0;
    return (((digest ^ (digest >>> 15)) >>> 0) & (shards - 1)).toString(16);
  }

  const PAIRS = [["grey", "gray"], ["gaol", "jail"], ["tyre", "tire"], ["kerb", "curb"], ["mould", "mold"], ["plough", "plow"],
    ["sceptic", "skeptic"], ["cheque", "check"], ["draught", "draft"], ["moustache", "mustache"], ["cosy", "cozy"]];
  const ENDINGS = /(?:ого|его|ому|ему|ыми|ими|ами|ями|ою|ею|ах|ях|ам|ям|ом|ем|ым|им|ых|их|ои|еи|ая|яя|ое|ее|ые|ие|ую|юю|ыи|ии|ия|ию|ья|ью|ье|[аяоеуюыиь])$/;
  const SPELT = [[/is(ations?|e[sdr]?|ers|ing)$/, "iz$1"], [/ys(e[sdr]?|ers|ing)$/, "yz$1"], [/our/, "or"],
    [/ll(ed|ing|ers?|ors?)$/, "l$1"], [/([^aeiou])re(s?)$/, "$1er$2"], [/ogue(s?)$/, "og$1"], [/ence(s?)$/, "ense$1"],
    [/amme(s?)$/, "am$1"], [/[ao]e/, "e"], [/dgement/, "dgment"]];
  const ENDED = [[/ies$/, "y"], [/(ss|sh|ch|x|z)es$/, "$1"], [/([^suic])s$/, "$1"], [/(.{3})(?:ing|ed)$/, "$1"], [/(.{3})e$/, "$1"]];
  // endings of other languages, without regard to accents, as terms are (the light stemmers of J. Savoy, shortened)
  const ENDED_IN = {
    de: [[/innen$/, "in"], [/(.{4})s$/, "$1"], [/(.{4})(?:ern|e[mnr]|[en])$/, "$1"]],
    fr: [[/eaux$/, "eau"], [/aux$/, "al"], [/(.{3})[sx]$/, "$1"], [/(.{4})(?:ee|er|e)$/, "$1"]],
  };
  const own = ENDED_IN[document.documentElement.lang];
  const change = (term, rules) => rules.reduce((word, [ending, by]) => word.replace(ending, by), term);
  const keys = new Map();

  /** A word in American spelling. */
  const american = (term) => (!own && /^[a-z]{5,}$/.test(term) ? change(term, SPELT) : term);

  /** What words that differ in their endings, or in British or American spelling, have in common. */
  function key(term) {
    if (!keys.has(term)) keys.set(term, /^[а-яё]{5,}$/.test(term) ? term.replace(ENDINGS, "") : /^[a-z]{5,}$/.test(term) ? change(american(term), own ?? ENDED) : term);
    return keys.get(term);
  }

  /** Other words under which a word may stand, in spellings that begin in another way: grey; ue for ü. */
  function others(term) {
    const pair = PAIRS.flatMap(([one, two]) => [[one, two], [two, one]]).filter(([one]) => term.startsWith(one));
    return pair.map(([one, two]) => two + term.slice(one.length))
      .concat(/[aou]e/.test(term) ? [term.replace(/([aou])e/g, "$1"), term.replace(/[ao]e/g, "e")] : []);
  }

  /** How many letters must be changed to make one word of another, at most `most` + 1. */
  function distance(one, two, most) {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let before = [], row = Array.from({ length: two.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= two.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[two.length];
  }

  const isUnspaced = (term) => RUN.test(term[0]);

  return { fold, isUnspaced, termsIn, shardOf, american, key, others, distance };
})();

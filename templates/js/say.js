/* The words of scripts in the language of the page, which has its phrases. */
const { lang } = document.documentElement, said = {};
for (const { dataset } of document.querySelectorAll("[data-phrases]")) Object.assign(said, JSON.parse(dataset.phrases));
/** A phrase with its values, piece by piece, for they may be elements; `many` where the number `n` is not one. */
const pieces = (one, values = {}, many = one) => {
  const rule = new Intl.PluralRules(lang).select(values.n ?? 1);
  return (said[one] ?? [one, many])[rule === "one" ? 0 : 1].split(/\{(\w+)\}/).map((piece, i) => i % 2
    ? values[piece]?.toFixed ? values[piece].toLocaleString(lang) : values[piece] : piece);
};
const say = (...phrase) => pieces(...phrase).join("");

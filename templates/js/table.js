/* Sorts and filters the table of letters; the state is in the address: ?q=&year=&kind=&topic=&text=&sort=-date */
{
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.letters");
  const status = document.querySelector(".shown");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const { sort, q } = form.elements;
  const compare = new Intl.Collator(lang, { numeric: true }).compare;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(rows.map((row) => [row, fold(row.textContent)]));

  const fits = (row) =>
    fold(q.value).split(/\s+/).every((word) => words.get(row).includes(word)) &&
    ["year", "kind", "topic", "text"].every((name) => {
      const wanted = form.elements[name]?.value;
      const has = row.dataset[name];
      return !wanted || (name === "topic" ? has.split(" ") : [has]).includes(wanted);
    });

  /* What has no value stands last, whichever way the others run; equals stay by number. */
  const inOrder = (key, down) => {
    const column = heads.findIndex((head) => head.dataset.key === key);
    const value = (row) => row.cells[column].dataset.sort;
    return rows.toSorted((a, b) => {
      const [x, y] = [value(a), value(b)];
      return !x - !y || (down ? compare(y, x) : compare(x, y));
    });
  };

  const show = () => {
    const key = sort.value.replace("-", "");
    const down = sort.value.startsWith("-");
    body.append(...inOrder(key, down));
    for (const row of rows) row.hidden = !fits(row);
    for (const head of heads) head.ariaSort = head.dataset.key === key ? (down ? "descending" : "ascending") : null;
    const count = rows.filter((row) => !row.hidden).length;
    status.textContent = count === rows.length ? say("All {count} letters", { count })
      : count ? say("{count} of {all} letters", { count, all: rows.length }) : say("None of {all} letters", { all: rows.length });
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    if (sort.selectedIndex === 0) query.delete("sort");
    try {
      history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    } catch { /* some browsers do not let a file have a query */ }
  };

  for (const head of heads.filter((head) => head.dataset.key)) {
    const { key } = head.dataset;
    const name = head.textContent;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    button.onclick = () => { sort.value = sort.value === key ? `-${key}` : key; show(); };
    head.replaceChildren(button);
    sort.add(new Option(name, key));
    sort.add(new Option(say("{name}, descending", { name }), `-${key}`));
  }
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field) field.value = value;
    if (field?.selectedIndex < 0) field.selectedIndex = 0;
  }
  form.oninput = show;
  form.onreset = () => setTimeout(show);
  form.onsubmit = (event) => event.preventDefault();
  form.hidden = false;
  show();
}

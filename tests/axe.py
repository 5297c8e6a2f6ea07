"""What axe finds in a page, in light and in dark; what is alike is looked at a few times."""

from __future__ import annotations

from collections import Counter

from axe_playwright_python.base import AXE_SCRIPT

OF_COLOUR = ["color-contrast", "link-in-text-block"]
PLACES = 2  # at which a combination of colours is looked at; with --thorough at all
ROWS = 6  # of a list or table that are looked at, of those built alike; with --thorough all
SEEN: Counter[str] = Counter()  # at how many places a combination was looked at, and found well

# Contrast depends on colours, type and what lies behind. To know what does, axe lays a grid over all that is
# on the page, and for each word parses the colours of everything there: for a calendar of four thousand days
# a quarter of a minute. So words that are alike in all of this are looked at a few times.
MARK = """([places, seen]) => {
    const own = "color fontSize fontWeight textDecorationLine textShadow".split(" "),
        paint = "backgroundColor backgroundImage opacity position filter mixBlendMode".split(" "),
        plain = new Set(["rgba(0, 0, 0, 0)", "none", "1", "static", "normal"]);
    const layers = new Map([[null, ""]]), marked = {};
    const behind = element => {
        if (!layers.has(element)) {
            const style = getComputedStyle(element), rest = behind(element.parentElement);
            const mine = paint.map(name => style[name]).filter(value => !plain.has(value));
            layers.set(element, mine.length ? `${mine}/${rest}` : rest);
        }
        return layers.get(element);
    };
    for (const element of document.querySelectorAll("*")) {
        element.removeAttribute("data-contrast");
        const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!(words || element.matches("a, input, select, button")) || !element.checkVisibility()) continue;
        const style = getComputedStyle(element), around = getComputedStyle(element.parentElement).color;
        const key = [element.localName, around, ...own.map(name => style[name]), behind(element)].join();
        if ((seen[key] || 0) + (marked[key] || 0) >= places) continue;
        marked[key] = (marked[key] || 0) + 1;
        element.setAttribute("data-contrast", "");
    }
    axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"},
                           {id: "link-in-text-block", selector: "a[href][data-contrast]"}]});
    return marked;
}"""
# Of the rows of a long list, and of all that is built alike side by side, the first few stay: same elements,
# same attributes, other words. What they refer to, or is referred to, stays.
SHORTEN = """rows => {
    const referring = ["aria-labelledby", "aria-describedby", "for"], named = new Set(
        referring.flatMap(name => [...document.querySelectorAll(`[${name}]`)]
            .flatMap(element => element.getAttribute(name).split(" "))));
    const shape = element => element.outerHTML.replace(/>[^<]+/g, ">").replace(/ ([\\w-]+)="[^"]*"/g, " $1");
    for (const list of [...document.querySelectorAll("main *")].filter(e => e.children.length > rows)) {
        const shapes = {};
        for (const element of [...list.children]) {
            const key = shape(element);
            shapes[key] = (shapes[key] || 0) + 1;
            const referred = [element, ...element.querySelectorAll("[id]")].some(e => named.has(e.id));
            if (shapes[key] > rows && !referred) element.remove();
        }
    }
}"""
# Where only colours are looked at, blocks without a marked element are emptied, so that axe need not lay its
# grid over them. What is positioned, and so may lie behind other words, stays.
EMPTY = """() => {
    const kept = new Set(), all = [...document.body.querySelectorAll("*")];
    const keep = element => {
        for (; element && !kept.has(element); element = element.parentElement) kept.add(element);
    };
    const styles = new Map(all.map(element => [element, getComputedStyle(element)]));
    for (const element of all)
        if (styles.get(element).position !== "static" || element.closest("[data-contrast]")) keep(element);
    const isBlock = element => !styles.get(element).display.startsWith("inline");
    const empty = all.filter(e => !kept.has(e) && kept.has(e.parentElement) && isBlock(e));
    for (const block of empty) block.replaceChildren();
}"""
RUN = """rules => axe.run({
    resultTypes: ["violations"],
    preload: false,  // style sheets and films of other origins, which these pages have not
    ...(rules && {runOnly: {type: "rule", values: rules}}),
})"""


def faults(page, rules: list[str] | None = None) -> list[str]:
    """What axe finds in the page as it is, by all rules or by some: rule, first place, number of places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(SHORTEN, ROWS)
    marked = page.evaluate(MARK, [PLACES, SEEN])
    if rules == OF_COLOUR:
        if not marked:
            return []
        page.evaluate(EMPTY)
    violations = page.evaluate(RUN, rules)["violations"]
    if not violations:
        SEEN.update(marked)
    return [f"{v['id']}: {v['nodes'][0]['html'][:150]} ({len(v['nodes'])})" for v in violations]


def faults_in_light_and_dark(page) -> list[str]:
    """All faults in light, and in dark those of colour: nothing else differs (`test_browser.py`). The page is
    not whole afterwards."""
    in_light = faults(page)
    page.emulate_media(color_scheme="dark")
    return in_light + [f"dark: {fault}" for fault in faults(page, OF_COLOUR)]

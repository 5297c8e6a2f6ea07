"""What axe finds in a page, in light and in dark; what is alike is looked at a few times."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from conftest import ROOT, TESTS
from verdicts import Shown, faults_unless_known

OF_COLOUR = ["color-contrast", "link-in-text-block"]
PLACES = 2  # at which a combination of colours is looked at; with --thorough at all
ROWS = 6  # elements built alike that are looked at; with --thorough all
SEEN: Counter[str] = Counter()  # at how many places a combination was looked at, and found well
BUILT: Counter[str] = Counter()  # how many elements of a shape were looked at, and found well

# Contrast depends on colours, type and what lies behind. To know what does, axe lays a grid over all that is
# on the page, and for each word parses the colours of everything there: for a calendar of four thousand days
# a quarter of a minute. So words that are alike in all of this are looked at a few times.
MARK = """([scheme, places, seen]) => {
    const ofWords = ["color", "textShadow"],
        ofLinks = "color fontSize fontWeight textDecorationLine textShadow".split(" "),
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
        element.removeAttribute(`data-${scheme}`);
        const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!(words || element.matches("a, input, select, button")) || !element.checkVisibility()) continue;
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);  // WCAG 1.4.3
        const own = element.localName === "a" ? [getComputedStyle(element.parentElement).color, ...ofLinks]
            : ofWords;
        const key = [isLarge, ...own.map(name => style[name] || name), behind(element)].join();
        if ((seen[key] || 0) + (marked[key] || 0) >= places) continue;
        marked[key] = (marked[key] || 0) + 1;
        element.setAttribute(`data-${scheme}`, "");
    }
    return marked;
}"""
# Of all that is built alike within elements built alike, on any page, the first few stay: same elements, same
# attributes, other words. What something refers to stays, what is marked, and what its surroundings need: a
# heading, a caption, the name of a control. What scrolls is looked at on each page. What is taken away is
# kept in `taken`, to be put back.
SHORTEN = """([rows, built]) => {
    const known = new Set(built.split("\\n"));
    const referring = ["for", "headers", ..."labelledby describedby details controls owns activedescendant"
        .split(" ").map(name => `aria-${name}`)];
    const named = new Set(referring.flatMap(name => [...document.querySelectorAll(`[${name}]`)]
        .flatMap(element => element.getAttribute(name).split(" "))));
    const needed = "h1, h2, h3, h4, h5, h6, main, label, [data-light], [data-dark]",
        ofParent = "dt, dd, legend, caption, figcaption, summary, title, track",
        whole = "a, button, select, tr, svg, dt";
    const stays = element => element.matches(`${needed}, ${ofParent}`) || element.querySelector(needed)
        || [element, ...element.querySelectorAll("[id]")].some(each => named.has(each.id));
    const telling = ["role", "type", "lang", "tabindex", "aria-hidden", "hidden"];
    const classes = text => text.split(" ").filter(name => !/\\d|^(at|by)-/.test(name)).join(" ");
    const brief = text => {  // FNV-1a, 32 bits, and the length
        let sum = 0x811c9dc5;
        for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
        return `${sum >>> 0} ${text.length}`;
    };
    const shapes = new Map();  // of an element: a digest of its attributes and of what it holds
    const shape = element => {
        if (!shapes.has(element)) {
            const attributes = [...element.attributes].map(({name, value}) =>
                name === "class" ? classes(value) : /^data-(light|dark)$/.test(name) ? "" :
                telling.includes(name) ? `${name}=${value}` : `${name}${value ? "=" : ""}`);
            const held = [...element.childNodes].map(node =>
                node.nodeType === 1 ? shape(node) : node.nodeType === 3 && node.data.trim() ? "w" : "");
            shapes.set(element, brief(`${element.localName} ${attributes.join(" ")} ${held.join(" ")}`));
        }
        return shapes.get(element);
    };
    // (Sizes within what is closed are dear: the style is asked first.)
    const scrolls = element => /auto|scroll/.test(getComputedStyle(element).overflow) &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const scrolling = new Set([...document.querySelectorAll("main *")].filter(scrolls));
    const there = {};  // how many of a shape stay
    window.taken = [];
    const look = (parent, path, known) => {
        path += ` ${parent.localName}.${classes(parent.getAttribute("class") || "")}`;
        if (scrolling.has(parent)) known = new Set();
        for (const element of [...parent.children]) {
            const key = brief(`${path} ${shape(element)}`);
            if ((known.has(key) || there[key] >= rows) && !stays(element)) {
                taken.push([parent, element, element.nextSibling]);
                element.remove();
                continue;
            }
            there[key] = (there[key] || 0) + 1;
            if (!element.matches(whole)) look(element, path, known);
        }
    };
    document.querySelectorAll("main").forEach(main => look(main, "", known));
    return [taken.length, JSON.stringify(there)];
}"""
PUT_BACK = "() => taken.reverse().forEach(([parent, element, next]) => parent.insertBefore(element, next))"
# Where only colours are looked at, blocks without a marked element are emptied, so that axe need not lay its
# grid over them. What is positioned, and so may lie behind other words, stays.
EMPTY = """() => {
    const kept = new Set(), all = [...document.body.querySelectorAll("*")];
    const keep = element => {
        for (; element && !kept.has(element); element = element.parentElement) kept.add(element);
    };
    const styles = new Map(all.map(element => [element, getComputedStyle(element)]));
    for (const element of all)
        if (styles.get(element).position !== "static" || element.closest("[data-light], [data-dark]"))
            keep(element);
    const isBlock = element => !styles.get(element).display.startsWith("inline");
    const empty = all.filter(e => !kept.has(e) && kept.has(e.parentElement) && isBlock(e));
    for (const block of empty) block.replaceChildren();
}"""
# Of the thousands of places that are well axe is to write down nothing: no markup, no selectors.
RUN = """async ([scheme, ofColour]) => {
    axe.configure({noHtml: true, ...(scheme && {rules: [
        {id: "color-contrast", selector: `[data-${scheme}]`},
        {id: "link-in-text-block", selector: `a[href][data-${scheme}]`}]})});
    const {violations} = await axe.run({
        resultTypes: ["violations"],
        elementRef: true,
        selectors: false,
        preload: false,  // style sheets and films of other origins, which these pages have not
        ...(scheme ? {runOnly: {type: "rule", values: ofColour}}
                   : {rules: Object.fromEntries(ofColour.map(rule => [rule, {enabled: false}]))}),
    });
    return violations.map(({id, nodes}) =>
        `${id}: ${nodes[0].element.outerHTML.slice(0, 150)} (${nodes.length})`);
}"""


def faults_in_light_and_dark(page) -> list[str]:
    """All faults in light, and in dark those of colour: nothing else differs (`test_browser.py`). The page is
    not whole afterwards."""
    return faults(page, "light", "dark")


def faults(page, *schemes: str) -> list[str]:
    """What axe finds in the page as it is, of colour in these schemes (if none is given, in light): scheme if
    dark, rule, first place, number of places. The page may be left in another scheme and not whole."""
    if not page.url.startswith("file:"):
        return look(page, *schemes)
    return faults_unless_known(lambda: look(page, *schemes), *shown_by(page), *schemes)


def shown_by(page) -> list[Shown]:
    """All that the faults of a page in a folder depend on: the document as it stands now, what has the focus,
    its style sheets, scripts and pictures, and the circumstances. (What scripts read besides shows in the
    document.)"""
    file = Path(unquote(urlsplit(page.url).path))
    assets = next(path for folder in file.parents if (path := folder / "assets").is_dir())
    focused = page.evaluate("document.activeElement?.outerHTML ?? ''")
    return [page.content(), focused, assets, *circumstances(page)]


def circumstances(page) -> list[Shown]:
    """The width, the browser, axe, and the test that has brought the page where it is."""
    test = os.environ["PYTEST_CURRENT_TEST"]
    sources = [Path(__file__), TESTS / "conftest.py", ROOT / test.partition("::")[0]]
    return [test, repr(page.viewport_size), page.context.browser.version, AXE_SCRIPT, *sources]


def look(page, *schemes: str) -> list[str]:
    """The same, whatever is known."""
    page.evaluate(AXE_SCRIPT)
    marked = {}
    for scheme in schemes or ("light",):
        page.emulate_media(color_scheme=scheme)
        marked[scheme] = page.evaluate(MARK, [scheme, PLACES, SEEN])
    found = faults_but_of_colour(page)
    if any(marked.values()):
        page.evaluate(EMPTY)
    of_colour = {}
    for scheme, places in reversed(marked.items()):
        if places:
            page.emulate_media(color_scheme=scheme)
            of_colour[scheme] = found_by(page, scheme)
            SEEN.update({} if of_colour[scheme] else places)
    dark = [f"dark: {fault}" for fault in of_colour.get("dark", ())]
    return [*found, *of_colour.get("light", ()), *dark]


def faults_but_of_colour(page) -> list[str]:
    """They are told of the page as it was."""
    known = "\n".join(shape for shape, count in BUILT.items() if count >= ROWS)
    taken, built = page.evaluate(SHORTEN, [ROWS, known])
    found = found_by(page)
    if not found:
        BUILT.update(json.loads(built))
    elif taken:
        page.evaluate(PUT_BACK)
        found = found_by(page)
    return found


def found_by(page, scheme: str = "") -> list[str]:
    """What the rules of colour find in a scheme, or all others."""
    return page.evaluate(RUN, [scheme, OF_COLOUR])

"""The page that says what a citation means. Its tables can be looked up by anyone; the script reads the same
ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.lookup.addresses import UNITS, unit_label
from edition.lookup.catalogue import WITH_THE_TEXT, Catalogue
from edition.lookup.grammar import DASHES, FALLBACKS, OUTER, REMOVED, UNIT_NUMBER
from edition.lookup.resolving import MOST, PRINTED, SENTENCES, describe_move
from edition.render.pages.route import Route
from edition.render.pages.volume import by_tens
from edition.render.site import Site

PATH = "resolve/index.html"
NOTE = re.compile(r"n(\d+|-.+)")


@dataclass(frozen=True)
class ResolverRow:
    """A text: what it is called, the title of a letter, its shelfmark, the forms in which it is cited, what
    can be cited in it, and (an expression for) what only the missing text would hold."""

    id: str
    label: str
    title: str
    shelfmark: str
    keys: str
    units: str
    parts: Sequence[str]
    notes: Sequence[str]
    absent: str


def routes(site: Site) -> Iterator[Route]:
    uses = frozenset({"texts", "heads", "registers", "anchors", "index"})
    yield Route(PATH, "resolve.html.j2", uses, lambda: _values(site))


def _values(site: Site) -> Mapping[str, object]:
    catalogue = Catalogue(site.edition, site.config, site.printed.concordance)
    rows = [_row(ref, catalogue) for ref in catalogue.texts]
    letters = [row for row in rows if row.title]
    pages = _pages(catalogue)
    days = {letter.id: letter.date_sort for letter in site.letters if letter.earliest == letter.latest}
    example = next((row for row in letters if row.notes and row.id in days), None)
    return {
        "rules": json.dumps(rules_of(catalogue), ensure_ascii=False, separators=(",", ":")),
        "letters": letters,
        "others": [row for row in rows if not row.title],
        "entries": _entries(catalogue),
        "moved": _moved(catalogue),
        "pages": pages,
        "tens": [(str(page), f"page-{page}", "") for page in by_tens([page for page, _ in pages])],
        "example": example,
        "day": days[example.id] if example else "",
    }


def rules_of(catalogue: Catalogue) -> dict[str, object]:
    """What the script must know beside the tables."""
    return {
        "cleaning": [(DASHES, "-"), (REMOVED, ""), (r"\s+", " "), (f"^[{OUTER}]+|[{OUTER}]+$", "")],
        "grammar": catalogue.grammar,
        "fallbacks": FALLBACKS,
        "printed": f"^{PRINTED}$",
        "noPages": "" if catalogue.pages or not catalogue.config.volume else SENTENCES["no pages"],
        "most": MOST,
        "sentences": {state: sentence for state, sentence in SENTENCES.items() if state != "no pages"},
        "labels": [
            *((f"^{kind}{UNIT_NUMBER}$", f"{word}$1") for kind, word in UNITS.items()),
            ("^n (.*)$", "note “$1”"),
            ("^text$", unit_label(".text")),
        ],
        "url": catalogue.config.url,
    }


def _row(ref: str, catalogue: Catalogue) -> ResolverRow:
    letter, units = catalogue.letters.get(ref), catalogue.units[ref]
    return ResolverRow(
        id=ref,
        label=catalogue.labels[ref],
        title=letter.title if letter else "",
        shelfmark=letter.shelfmark if letter else "",
        keys="|".join(catalogue.keys[ref]),
        units=" " + " ".join(units),  # the empty one is the text itself
        parts=in_ranges([unit for unit in units if not NOTE.fullmatch(unit)]),
        notes=[unit for unit in units if NOTE.fullmatch(unit)],
        absent=f"^({WITH_THE_TEXT})$" if ref in catalogue.absent else "",
    )


def in_ranges(units: Sequence[str]) -> list[str]:
    """`p1`, `p2`, `p3`, `text` → `p1–3`, `text`; each kind together, in the order of its first place."""
    numbered = [(unit.rstrip("0123456789"), unit) for unit in units]
    order = list(dict.fromkeys(kind for kind, _ in numbered))
    found = []
    for kind in order:
        own = [unit for its, unit in numbered if its == kind]
        numbers = sorted(int(unit.removeprefix(kind)) for unit in own if unit != kind)
        runs = groupby(enumerate(numbers), key=lambda item: item[1] - item[0])
        found += [unit for unit in own if unit == kind]
        for _, run in runs:
            first, *rest = (number for _, number in run)
            found.append(f"{kind}{first}–{rest[-1]}" if rest else f"{kind}{first}")
    return found


def _entries(catalogue: Catalogue) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(id, name, the forms in which it is cited) of each entry, by the heading of its register."""
    return [
        (
            register.kind.heading,
            [(ref, entry.name, "|".join(catalogue.keys[ref])) for ref, entry in register.entries.items()],
        )
        for register in catalogue.edition.registers.values()
        if register.entries
    ]


def _moved(catalogue: Catalogue) -> list[dict[str, object]]:
    """What became of ids that stand no longer."""
    return [
        {"id": ref, "now": now, "told": describe_move(step, bool(now)), "keys": "|".join(catalogue.keys[ref])}
        for ref, (now, step) in catalogue.ends.items()
        if not catalogue.has(ref)
    ]


def _pages(catalogue: Catalogue) -> list[tuple[int, list[tuple[str, list[tuple[str, str, bool]]]]]]:
    """Each printed page with its texts, and of each the ids, their forms, and whether they certainly stand
    there."""
    pages: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for ref, page, keys in catalogue.printed_pages:
        pages[page].append((ref, "|".join(keys), not keys[0].startswith("~")))
    return [
        (page, [(text, list(units)) for text, units in groupby(pages[page], key=_text_of)])
        for page in sorted(pages)
    ]


def _text_of(unit: tuple[str, str, bool]) -> str:
    return unit[0].partition(".")[0]

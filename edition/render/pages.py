"""Routes and templates: which pages there are, and what each is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edition.dates import in_words
from edition.model import Edition, Job, Mention
from edition.render.addresses import address, href, root_of, unit_label
from edition.render.behaviours import Page
from edition.render.letter import LetterView, letter_view
from edition.schemas import ConfigFields, RegisterEntry

# register → (heading, folder, one of them)
REGISTERS = {
    "persons": ("Persons", "persons", "Person"),
    "organisations": ("Organisations", "organisations", "Organisation"),
    "places": ("Places", "places", "Place"),
    "works": ("Works", "works", "Work"),
    "glossary": ("Glossary", "terms", "Term"),
}


@dataclass(frozen=True)
class Site:
    """What all templates know."""

    edition: Edition
    config: ConfigFields
    environment: Environment
    titles: Mapping[str, str]
    included: int

    def page(self, path: str, template: str, **values: object) -> bytes:
        root = root_of(path)
        html = self.environment.get_template(template).render(
            config=self.config, site=self, root=root, path=path, href=partial(href, root=root), **values
        )
        return html.encode()

    def label(self, ref: str) -> str:
        """What a link to a document or register entry says."""
        if ref in self.titles:
            return self.titles[ref]
        entry = self.edition.entry(ref)
        return entry.name if entry else ref


def environment(templates: Path) -> Environment:
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["in_words"] = in_words
    env.filters["unit_label"] = unit_label
    env.globals["registers"] = REGISTERS
    return env


def plan(edition: Edition, config: ConfigFields, templates: Path) -> Iterator[Job]:
    """All pages of the site."""
    views = [_view(edition, config, ref) for ref in edition.documents]
    titles = {view.id: f"Letter {view.number}, {view.title}" for view in views}
    site = Site(edition, config, environment(templates), titles, sum(view.included for view in views))
    documents = frozenset(f"document:{ref}" for ref in edition.documents)
    jobs: list[tuple[str, frozenset[str], str, Callable[[], dict[str, object]]]] = [
        ("index.html", documents, "index.html.j2", lambda: {"years": _by_year(views)}),
        ("letters/index.html", documents, "letters.html.j2", lambda: {"years": _by_year(views)}),
        ("about/index.html", frozenset({"config"}), "about.html.j2", dict),
        ("404.html", frozenset({"config"}), "404.html.j2", dict),
    ]
    for view in views:
        jobs.append(
            (
                f"letters/{view.number}/index.html",
                frozenset({f"document:{view.id}"}),
                "letter.html.j2",
                partial(dict, letter=view),
            )
        )
    mentions = _by_entry(edition.mentions)
    for kind, register in edition.registers.items():
        heading, folder, _ = REGISTERS[kind]
        uses = frozenset({f"register:{kind}"}) | documents
        entries = sorted(register.entries.items(), key=lambda item: _sort_key(item[1]))
        counts = {ref: len(mentions.get(ref, ())) for ref in register.entries}
        jobs.append(
            (
                f"{folder}/index.html",
                uses,
                "register.html.j2",
                partial(dict, kind=kind, heading=heading, entries=entries, counts=counts),
            )
        )
        for ref, entry in entries:
            jobs.append(
                (
                    address(ref) + "index.html",
                    uses,
                    "entry.html.j2",
                    partial(
                        dict,
                        kind=kind,
                        ref=ref,
                        entry=entry,
                        mentions=_grouped(mentions.get(ref, []), edition),
                    ),
                )
            )
    for path, uses, template, values in jobs:
        yield Job(path, uses | {f"template:{template}"}, _maker(site, path, template, values))


def _maker(
    site: Site, path: str, template: str, values: Callable[[], dict[str, object]]
) -> Callable[[], bytes]:
    return lambda: site.page(path, template, **values())


def _view(edition: Edition, config: ConfigFields, ref: str) -> LetterView:
    page = Page(root_of(address(ref)), ref)
    return letter_view(edition.documents[ref].tree, page, config)


def _by_year(views: list[LetterView]) -> list[tuple[str, list[LetterView]]]:
    """Letters under their year, in the order of the edition; undated ones last."""
    return [(year, list(group)) for year, group in groupby(views, key=lambda view: view.year)]


def _by_entry(mentions: tuple[Mention, ...]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.entry].append(mention)
    return found


def _grouped(mentions: list[Mention], edition: Edition) -> list[tuple[str, list[Mention]]]:
    """Mentions under their document, in the order of the edition."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.document].append(mention)
    return [(ref, found[ref]) for ref in edition.documents if ref in found]


def _sort_key(entry: RegisterEntry) -> str:
    return entry.sort_form.casefold()

"""A page to be made, and the templates that make it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from itertools import groupby
from string import ascii_lowercase

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from edition.forms.language import Language
from edition.lookup.addresses import href, root_of, unit_label
from edition.render.citing import Citing
from edition.render.linking import linked_names
from edition.render.pages.ways import Menu
from edition.render.printed import emphasised
from edition.render.showing import Page, content
from edition.render.site import Site
from edition.render.templates import CompiledTemplates, template_loader
from edition.tei.heads import whole_sentences
from edition.tei.tree import E
from edition.volume.concordance import PageRange
from edition.words.date_words import both_styles
from edition.words.days import year_name
from edition.words.letter_ids import is_letter_id, number_of
from edition.words.typography import as_shown

LONGEST_SENTENCE = 240  # characters
Values = Callable[[], Mapping[str, object]]


@dataclass(frozen=True)
class Route:
    """A page: its path from `site/`, its template, what it is made of, and the template's own values."""

    path: str
    template: str
    uses: frozenset[str]
    values: Values = dict


def render_page(site: Site, templates: Environment, route: Route) -> bytes:
    """The HTML of a page."""
    root = root_of(route.path)
    context = {"config": site.config, "site": site, "root": root, "path": route.path}
    template = templates.get_template(route.template)
    links = {
        "href": partial(href, root=root),
        "linked": partial(linked_names, root=root, phrases=site.config.phrases),
    }
    return template.render(**context, **links, **route.values()).encode()


def environment(site: Site) -> Environment:
    """Jinja with the filters that templates use."""
    env = Environment(
        loader=template_loader(site.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a build begins with an environment of its own
        bytecode_cache=CompiledTemplates(site.memo, escaped=True),
    )
    phrases = site.config.phrases
    env.filters["in_words"] = phrases.date
    env.filters["year_name"] = partial(year_name, say=phrases.say)
    env.filters["number_alone"] = lambda number: number.rstrip(ascii_lowercase)
    env.filters["both_styles"] = partial(both_styles, say=phrases.say)
    env.filters["number"] = phrases.number
    env.filters["number_of"] = number_of
    env.tests["letter_id"] = is_letter_id
    env.filters["list_number"] = _list_number
    env.tests["long_id"] = lambda number: not number[:1].isdigit()
    env.filters["unit_label"] = partial(unit_label, phrases=phrases)
    env.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    env.filters["after_colon"] = lambda text: text.rpartition(": ")[2]
    env.filters["emphasis"] = _emphasis
    env.filters["by_document"] = _by_document
    env.filters["shorten"] = _shorten
    env.filters["sentences"] = whole_sentences
    env.filters["csp_hash"] = _csp_hash
    env.filters["unbroken"] = as_shown
    env.globals["citing"] = site.once(Citing)
    env.globals["menu"] = site.once(Menu)
    env.filters["uncapitalised"] = lambda text: text if phrases.code == "de" else text[:1].lower() + text[1:]
    env.globals["links"] = partial(_links, site)
    env.globals["counted"] = partial(_counted, phrases)
    env.globals["said_by"] = cache(partial(said_by, site))
    env.globals["phrase"] = phrases
    return env


SAID = re.compile(r'\b(?:say|pieces)\(\s*"([^"]+)"(?:, \{[^}]*\}, "([^"]+)")?')


def phrases_in_script(source: str) -> dict[str, str]:
    """The phrases that a script asks for, each with its form for several ("" where it has none)."""
    return dict(SAID.findall(source))


def said_by(site: Site, *scripts: str) -> str:
    """The phrases of scripts in the language of the site, as JSON; "" where they stay as they are."""
    phrases = site.config.phrases
    asked = [phrases_in_script(site.files[f"js/{script}"].read_text("utf-8")) for script in scripts]
    said = {phrase: phrases.said[phrase] for each in asked for phrase in each if phrase in phrases.said}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""


def _links(site: Site, refs: Iterable[str], root: str) -> Markup:
    """Links to entries or documents as a list in words."""
    link = Markup('<a href="{}">{}</a>').format
    return Markup(
        site.config.phrases.listed(link(href(ref, root), as_shown(site.label(ref))) for ref in refs)
    )


def _counted(phrases: Language, counts: Iterable[tuple[str, int]]) -> Markup:
    """Names with their numbers as a list in words: “May (12), June (9) and July (7)”."""
    return Markup(phrases.listed(Markup("{}&nbsp;({})").format(name, count) for name, count in counts))


def _emphasis(text: str) -> Markup:
    """Plain text in which `*…*` is italic."""
    return content(E("p", *emphasised(text)), Page(""))


def _shorten(text: str, length: int = 160) -> Markup:
    """Whole sentences of about so many characters: what search engines show of a description. Only a very
    long sentence is cut, at a word's end."""
    words = whole_sentences(Markup(text).striptags(), length)
    if len(words) > LONGEST_SENTENCE:
        words = words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
    return escape(words)


def _list_number(number: str) -> Markup:
    """The attributes of an item in a list of letters: its number, or that its number stands in its words, or
    that it has none."""
    alone = number.rstrip(ascii_lowercase)
    late = ' class="found-late"' if alone != number else ""
    return Markup(f' value="{alone}"{late}' if alone.isdecimal() else ' class="found-late"')


def _csp_hash(text: str) -> str:
    """The source expression that allows this very inline style. (Content Security Policy Level 3, 2.3.1)"""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _by_document(units: Sequence[PageRange]) -> list[tuple[str, list[PageRange]]]:
    return [(ref, list(group)) for ref, group in groupby(units, key=lambda pages: pages.unit.split(".")[0])]

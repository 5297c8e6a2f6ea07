"""The facts of a site: what its files are made of, in pieces as small as is worth distinguishing.

    config              the configuration          shape         which parts the site has
    document:L16        one text, all of it        texts         all texts
    heads               what lists say of texts    units:L16     the ids in a text
    entry:person-x      one register entry         register:x    one register
    names               what entries are called    registers     all registers
    mentions:person-x   where an entry is named    naming        who is named where, and how often
    extracts            how summaries begin        pages         the pages of the printed volume
    pages:L16           those of one text          lengths       how long texts are, how many notes they have
    units               the ids in all texts       referred      how many notes a text has at most
    emendations         what was emended
    voices              who wrote which note       printed       what the printed volume has of texts
    changes, anchors, index, guide, start, release:1.0    files that are read as they are
    requests, errata, routes, exchange             lists    requests:L16   those of a letter
    template:x          a template with all that it includes

Titles and dates are separate from texts, so that a misprint corrected in a text leaves the lists alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment

from edition.forms.lists import LISTS
from edition.model import Mention
from edition.paths import (
    ANCHORS_PATH,
    CHANGES_PATH,
    INDEX_PATH,
    MANUAL,
    MOVED_PATH,
    NAMES_PATH,
    START_PATH,
    TEMPLATES,
    register_path,
)
from edition.render.site import Site
from edition.render.templates import ENGINE, is_of_engine
from edition.store.memo import Memo
from edition.tei.heads import EssayHead, LetterHead
from edition.words.digest import digest_of

FILES = {
    "changes": (CHANGES_PATH,),
    "anchors": (ANCHORS_PATH, MOVED_PATH),
    "start": (START_PATH,),
    **{name: (register_path(name),) for name in LISTS},
    "index": (INDEX_PATH, NAMES_PATH),
}
QUOTED = re.compile(r"""["']([^"'\s]+)["']""")  # in a template: among others, the names of templates


def facts_of(site: Site) -> dict[str, str]:
    """The digest of every fact of a site, by the names above, except for templates."""
    return {**dict(_facts(site)), **dict(_register_facts(site)), **dict(_document_facts(site))}


def _facts(site: Site) -> Iterator[tuple[str, str]]:
    edition = site.edition
    yield "config", site.config.digest
    parts = [
        site.has_essays,
        *(name for name, register in edition.registers.items() if register.entries),
        *(name for name, kind in LISTS.items() if edition.listed(kind.form)),
        bool(edition.changes),
        *(r.version for r in edition.releases),
    ]
    yield "shape", digest_of(repr(parts))
    for name, paths in FILES.items():
        yield name, digest_of(*(edition.digests.get(path, "") for path in paths))
    yield "guide", digest_of(*(d for path, d in edition.digests.items() if path.startswith(f"{MANUAL}/")))
    for release in edition.releases:
        yield f"release:{release.version}", release.archive.digest
    voices = [document.facts.voices for document in edition.documents.values()]
    yield "voices", digest_of(repr(voices))
    pages = site.printed.pages
    yield "pages", digest_of(*(repr(page_range) for page_range in pages.values()))
    for ref, page_range in pages.items():
        yield f"pages:{ref}", digest_of(page_range.shown)


def _register_facts(site: Site) -> Iterator[tuple[str, str]]:
    names = []
    for kind, register in site.edition.registers.items():
        yield from ((f"entry:{ref}", site.entry_digests[ref]) for ref in register.entries)
        yield f"register:{kind}", site.register_digests[kind]
        names += [repr((kind, ref, e.name, e.sort_form)) for ref, e in register.entries.items()]
    yield "registers", digest_of(*site.register_digests.values())
    yield "names", digest_of(*names)


def _document_facts(site: Site) -> Iterator[tuple[str, str]]:
    documents = site.edition.documents
    digests = {ref: document.digests for ref, document in documents.items()}
    yield from ((f"document:{ref}", digest.whole) for ref, digest in digests.items())
    yield "texts", digest_of(*(f"{ref} {digest.whole}" for ref, digest in digests.items()))
    yield "units", digest_of(*(f"{ref} {digest.units}" for ref, digest in digests.items()))
    facts = [document.facts for document in documents.values()]
    yield "lengths", digest_of(repr([(its.words, its.summary_words, len(its.voices)) for its in facts]))
    yield "emendations", digest_of(repr([(its.emendations, its.typeset) for its in facts]))
    yield "referred", str(max((its.referred for its in facts), default=0))
    yield "heads", digest_of(*(digest.head for digest in digests.values()))
    heads: list[LetterHead | EssayHead] = [*site.letters, *site.essays]
    yield "extracts", digest_of(*(head.description for head in heads))
    yield "printed", digest_of(*(document.facts.printed for document in documents.values()))
    for letter in site.letters:
        requests = [request.model_dump_json() for request in site.requests.get(letter.id, ())]
        yield f"requests:{letter.id}", digest_of(*requests)
    yield from ((f"units:{ref}", digest.units) for ref, digest in digests.items())
    for ref, mentions in site.mentions.items():
        yield f"mentions:{ref}", digest_of(*map(_named, mentions))
    counts = Counter((mention.entry, mention.document) for mention in site.edition.mentions)
    yield "naming", digest_of(repr(list(counts.items())))


def _named(mention: Mention) -> str:
    return "\0".join((mention.unit, mention.before, mention.words, mention.after))


def facts_of_templates(files: Mapping[str, Path], environment: Environment, memo: Memo) -> dict[str, str]:
    """A digest for each template: of its own text and of all that it extends, includes or imports. Raises
    `TemplateSyntaxError` when one of the edition's own cannot be parsed."""
    of_engine = {f"{ENGINE}/{name}": TEMPLATES / name for name in files}
    named = {**of_engine, **files}
    paths = {name: path for name, path in named.items() if name.endswith(".j2")}
    texts = {path: path.read_text("utf-8") for path in {*paths.values()} if path.is_file()}
    sources = {name: texts[path] for name, path in sorted(paths.items()) if path in texts}
    for name, source in sources.items():
        if not is_of_engine(file := str(paths[name])):
            memo.get(f"parsed {digest_of(source)}", partial(_can_be_parsed, environment, source, name, file))
    templates = [*sources]
    quoted = frozenset[str]().union(*map(_quoted_in, sources.values()))
    for name in sorted(quoted & named.keys() - sources.keys()):  # such as a style sheet that is included
        with suppress(FileNotFoundError, UnicodeDecodeError):
            sources[name] = named[name].read_text("utf-8")
    direct = {name: _quoted_in(source) & sources.keys() for name, source in sources.items()}
    closures = {name: sorted(_closure(name, direct)) for name in templates}
    return {f"template:{name}": digest_of(*map(sources.__getitem__, closures[name])) for name in templates}


@lru_cache(1024)  # the engine's are the same in each build of a process
def _quoted_in(source: str) -> frozenset[str]:
    return frozenset(QUOTED.findall(source))


def _can_be_parsed(environment: Environment, source: str, name: str, path: str | None) -> bool:
    environment.parse(source, name, path)
    return True


def _closure(name: str, direct: Mapping[str, frozenset[str]]) -> set[str]:
    reached, waiting = {name}, [name]
    while waiting:
        for template in direct.get(waiting.pop(), ()):
            if template not in reached:
                reached.add(template)
                waiting.append(template)
    return reached

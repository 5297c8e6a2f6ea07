"""What the endpoints of the service answer. (DTS 1.0: Entry, Collection and Navigation endpoints.)"""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition.lookup.addresses import address
from edition.model import Document
from edition.render.offers import DTS
from edition.render.site import Site

COLLECTION = "dts/collection{}.json"
NAVIGATION = "dts/navigation{}.json"
DOCUMENT = "dts/document{}.xml"
CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
PAGE = 100  # members of a collection on one page
EDITION = "edition"  # the id of the collection of all
TEI = "application/tei+xml"
MEDIA_TYPES = {".json": "application/ld+json", ".xml": TEI}  # of what stands below dts/
Json = dict[str, object]


def entry_point(site: Site, *, by_unit: bool) -> bytes:
    """Where the other endpoints are, as URI templates."""
    url = site.config.url
    return _encoded(
        {
            "@id": url + DTS,
            "@type": "EntryPoint",
            "collection": url + COLLECTION.format("{/id,page}"),
            "navigation": url + NAVIGATION.format("{/resource}"),
            "document": url + DOCUMENT.format("{/resource,ref}" if by_unit else "{/resource}"),
        }
    )


def root(site: Site) -> bytes:
    """The collection of all, with those of letters and of essays."""
    config = site.config
    members = [_summary(site, "letters", len(site.letters)), _summary(site, "essays", len(site.essays))]
    described: Json = {
        **_collection(site, EDITION, config.title, parents=0, children=len(members)),
        "description": config.about,
        "dublinCore": {
            "publisher": [config.publisher],
            "license": [config.licence],
            "language": [config.phrases.code],
        },
        "member": members,
    }
    return _encoded(described)


def _summary(site: Site, name: str, count: int) -> Json:
    say = site.config.phrases.say
    return _collection(site, name, say("Letters") if name == "letters" else say("Essays"), 1, count)


def _collection(site: Site, ref: str, title: str, parents: int, children: int) -> Json:
    return {
        "@id": ref,
        "@type": "Collection",
        "title": title,
        "totalParents": parents,
        "totalChildren": children,
        "collection": site.config.url + COLLECTION.format(f"/{ref}{{/page}}"),
    }


def collection(site: Site, name: str, ids: Sequence[str], page: int, *, by_unit: bool) -> bytes:
    """A page (from 1) of the collection of letters or of essays; `ids` are those of all its members."""
    own = ids[(page - 1) * PAGE : page * PAGE]
    members = [_resource(site, site.edition.documents[ref], by_unit=by_unit) for ref in own]
    described: Json = {**_summary(site, name, len(ids)), "member": members}
    if len(ids) > PAGE:
        described["view"] = _view(site, name, page, -(-len(ids) // PAGE))
    return _encoded(described)


def _view(site: Site, name: str, page: int, last: int) -> Json:
    """Where the other pages of a collection are; of the first and the last, the one beyond is itself."""

    def at(number: int) -> str:
        return site.config.url + COLLECTION.format(f"/{name}" if number == 1 else f"/{name}/{number}")

    return {
        "@id": at(page),
        "@type": "Pagination",
        "first": at(1),
        "previous": at(max(1, page - 1)),
        "next": at(min(last, page + 1)),
        "last": at(last),
    }


def resource(site: Site, document: Document, *, by_unit: bool) -> bytes:
    """What the collection endpoint says of one text."""
    return _encoded(_resource(site, document, by_unit=by_unit))


def _resource(site: Site, document: Document, *, by_unit: bool) -> Json:
    url, ref = site.config.url, document.id
    parent = "letters" if document.kind == "letter" else "essays"
    return {
        "@id": ref,
        "@type": "Resource",
        "title": site.label(ref),
        "totalParents": 1,
        "totalChildren": 0,
        "dublinCore": {"isPartOf": [parent], "identifier": [url + address(ref)]},
        "collection": url + COLLECTION.format(f"/{ref}"),
        "navigation": url + NAVIGATION.format(f"/{ref}"),
        "document": url + DOCUMENT.format(f"/{ref}{{/ref}}" if by_unit else f"/{ref}"),
        "download": f"{url}tei/{ref}.xml",
        "mediaTypes": [TEI],
        "citationTrees": [_tree(document)] if document.facts.cited else [],
    }


def _tree(document: Document) -> Json:
    """Units of one level, of the kinds that the text has; its `citeStructure` in TEI says how they are
    found."""
    kinds = dict.fromkeys(kind for _, kind in document.facts.cited)
    structure = [{"@type": "CiteStructure", "citeType": kind} for kind in kinds]
    return {"@type": "CitationTree", "citeStructure": structure}


def navigation(site: Site, document: Document, *, by_unit: bool) -> bytes:
    """The citable units of a text in their order."""
    url = site.config.url
    units = [
        {
            "identifier": unit,
            "@type": "CitableUnit",
            "@id": url + address(unit),
            "level": 1,
            "parent": None,
            "citeType": kind,
        }
        for unit, kind in document.facts.cited
    ]
    return _encoded(
        {
            "@id": url + NAVIGATION.format(f"/{document.id}"),
            "@type": "Navigation",
            "resource": _resource(site, document, by_unit=by_unit),
            "member": units,
        }
    )


def _encoded(answer: Json) -> bytes:
    text = {"@context": CONTEXT, "dtsVersion": VERSION, **answer}
    return (json.dumps(text, ensure_ascii=False, indent=1) + "\n").encode()

"""Pointers of a corpus: in how many ways a letter may say who is meant, brought to one form.

`#pmb50`, `pmb50`, `bio.xml#pmb50`, `pmb:50`, `https://d-nb.info/gnd/118540238/` and a name as it stands in a
register (`Church, Francis P.`) all occur as @ref, @key, @corresp or @sameAs.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from edition.tei.tree import Element, name_of

SEVERAL = ("ref", "corresp", "sameAs")  # may hold several pointers; @key holds one, with spaces


# authority → (hosts of its addresses, where an identifier is made an address)
_AUTHORITIES = {
    "GND": (("d-nb.info",), "https://d-nb.info/gnd/{}"),
    "VIAF": (("viaf.org",), "https://viaf.org/viaf/{}"),
    "Wikidata": (("wikidata.org",), "https://www.wikidata.org/wiki/{}"),
    "GeoNames": (("geonames.org", "sws.geonames.org"), "https://www.geonames.org/{}"),
    "ISNI": (("isni.org",), "https://isni.org/isni/{}"),
    "ORCID": (("orcid.org",), "https://orcid.org/{}"),
    "ULAN": (("vocab.getty.edu",), "http://vocab.getty.edu/ulan/{}"),
    "BnF": (("data.bnf.fr", "catalogue.bnf.fr"), "https://data.bnf.fr/ark:/12148/{}"),
    "LCCN": (("id.loc.gov", "lccn.loc.gov"), "https://id.loc.gov/authorities/names/{}"),
    "IdRef": (("idref.fr",), "https://www.idref.fr/{}"),
    "HLS": (("hls-dhs-dss.ch",), "https://hls-dhs-dss.ch/de/articles/{}"),
    "Wikipedia": (("wikipedia.org",), ""),
}
_BY_NAME = {name.casefold(): name for name in _AUTHORITIES} | {
    "pnd": "GND",
    "d-nb": "GND",
    "lcnaf": "LCCN",
    "loc": "LCCN",
    "geo": "GeoNames",
    "bnf_id": "BnF",
}
_BY_HOST = {host: name for name, (hosts, _) in _AUTHORITIES.items() for host in hosts}
LONGEST = 80  # characters of an id that is made of words
_ADDRESS = re.compile(r"https?://\S+", re.I)
_IDENTIFIER = re.compile(r"[\w.-]+")
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([^/\s]\S*)")


def key_of(pointer: str) -> str:
    """A pointer in the form in which pointers are compared: what stands behind `#` or a prefix, an address
    without its scheme, other words as they are."""
    pointer = " ".join(pointer.split()).rstrip("#;,: ")
    if _ADDRESS.fullmatch(pointer):
        return _without_scheme(pointer)
    _, sign, fragment = pointer.rpartition("#")
    if sign and fragment:
        return fragment
    prefixed = _PREFIXED.fullmatch(pointer)
    if prefixed is None:
        return pointer
    address = address_at(prefixed[1], prefixed[2])
    return _without_scheme(address) if address else prefixed[2]


def _without_scheme(address: str) -> str:
    parts = urlsplit(address.strip())
    rest = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.netloc.casefold().removeprefix('www.')}{rest}{fragment}"


def pointers_of(element: Element) -> tuple[str, ...]:
    """What an element points to, in the form of `key_of`: the values of @ref, @key, @corresp and @sameAs, and
    of @target of a `ref`."""
    names = (*SEVERAL, "target") if name_of(element) == "ref" else SEVERAL
    pointers = [pointer for name in names for pointer in (element.get(name) or "").split()]
    if element.get("key"):
        pointers.insert(1 if element.get("ref") else 0, str(element.get("key")))
    return tuple(dict.fromkeys(filter(None, map(key_of, pointers))))


def meant_by(element: Element) -> list[tuple[str, ...]]:
    """Those whom an element means, each with the pointers that mean it: one with all that it says, or,
    where @ref has several pointers, one for each of these."""
    several = (element.get("ref") or "").split()
    if len(several) > 1:
        return [(key,) for key in dict.fromkeys(map(key_of, several)) if key]
    return [keys] if (keys := pointers_of(element)) else []


def authority_of(address: str) -> str:
    """The name of the authority file to which an address belongs (“GND”), else the host."""
    host = urlsplit(address).netloc.casefold().removeprefix("www.")
    language, _, without = host.partition(".")
    return _BY_HOST.get(host) or (_BY_HOST.get(without) if len(language) < 4 else None) or host


def address_at(authority: str, identifier: str) -> str:
    """The address of an identifier in an authority file by the name that a corpus gives it (`gnd`,
    `118540238`); "" for one that is not known."""
    name = _BY_NAME.get(authority.casefold(), "")
    form = _AUTHORITIES[name][1] if name else ""
    return form.format(identifier) if form and _IDENTIFIER.fullmatch(identifier) else ""


def identified(authority: str, text: str) -> tuple[str, str] | None:
    """(name of the authority file, address or identifier) for what an `idno` or a `ref` says; None where it
    says nothing. `authority` is what the corpus calls it, "" if it does not say."""
    text = "".join(text.split()) if _ADDRESS.match(text.strip()) else " ".join(text.split())
    if not text or text == "XXXX":
        return None
    if _ADDRESS.fullmatch(text):
        return authority_of(text), text
    address = address_at(authority, text)
    if address:
        return authority_of(address), address
    return re.sub(r"[^\w.-]+", "-", authority) or "id", text.replace(":", " ")


def slug_of(key: str) -> str:
    """A pointer made fit for an id of ours, which names a folder: small letters, digits and hyphens, not too
    many (`forms.base.Ref`); of an address its last part."""
    last = key.rpartition("/")[2] if "." in key.partition("/")[0] and "/" in key else key
    plain = unicodedata.normalize("NFKD", last.replace("ß", "ss")).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
    return slug if len(slug) <= LONGEST else slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]

"""What the element of an entry in a register of a corpus says: from `person`, `place`, `org`, `bibl`, `event`
and the like (TEI P5, 14) to the fields of the entry's form (`forms.registers`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from edition.read.corpus.keys import identified
from edition.tei.tree import Element, name_of, tag
from edition.words.dates import edtf_of, parse_date

Fields = dict[str, Any]
NAME_ELEMENTS = {
    "persons": ("persName", "name"),
    "organisations": ("orgName", "name"),
    "places": ("placeName", "geogName", "settlement", "name"),
    "works": ("title", "name", "label", "abbr"),
    "events": ("eventName", "label", "head", "name"),
    "glossary": ("label", "term", "gloss", "catDesc", "name"),
}
PREFERRED = ("pref", "preferred", "reg", "main", "standard")  # @type of the name by which one is known
PARTS = ("forename", "surname", "nameLink", "genName", "addName", "roleName")
TITLES = re.compile(
    r"(?:Freiherr|Freifrau|Kaiser|König|Kurfürst|Erzherzog|Herzog|Großherzog|Fürst|Prinz|Graf|Gräfin|Papst|"
    r"Emperor|Empress|King|Queen|Prince|Princess|Duke|Duchess|Earl|Count|Baron|Lord|Lady|Sir|Pope|Jr|Sr|"
    r"duc|comte|marquis|roi|reine|prince|abbé|evêque|évêque)",
    re.I,
)
PARTICLES = frozenset(
    "von van vom zu zum zur de der den ten ter du des del della di da do la le d’ d' und y".split()
)
LIFE = re.compile(r",?\s*[(\[]?\b(?P<born>\d{4})\s*[-–]\s*(?P<died>\d{4})?[)\]]?$")
NOT_SAID = re.compile(r"collections|_id$|mention|list|source|link|bibliogra", re.I)
A_WORD = re.compile(r"[^\W\d_A-Z]{3}|[^\W\d_]{9}")  # not a year, a code or an address alone
NOT_TURNED = re.compile(r",.*,|\d|\b[IVX]+\.?(,|$)")
LONGEST = 600  # characters of what is said about an entry
SAID_ABOUT = ("note", "desc", "p", "ab", "occupation", "trait")


def words_of(element: Element) -> str:
    """The words of an element on one line, without notes in it."""
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if name_of(child) not in ("", "note"):
            yield from _pieces(child) if len(child) else (child.text or "",)
        yield child.tail or ""


def children_of(element: Element, *names: str) -> list[Element]:
    """The children with one of these names."""
    return [child for child in element if name_of(child) in names]


def names_in(entry: Element, register: str) -> list[Element]:
    """The elements with the names of an entry, the one by which it is known first: those of the first kind of
    element that there is (a place's `settlement` is its name only where it has no `placeName`)."""
    for name in NAME_ELEMENTS[register]:
        named = [child for child in children_of(entry, name) if words_of(child)]
        if named:
            return sorted(named, key=_preference)
    return []


def _preference(name: Element) -> tuple[bool, bool]:
    kind = (name.get("type") or "").casefold()
    return kind not in PREFERRED, bool(kind)


def person_name(element: Element) -> tuple[str, str]:
    """(name, what it is sorted by) of a personal name: of its parts, or as it is written."""
    parts = {part: " ".join(map(words_of, children_of(element, part))) for part in PARTS}
    family, given = parts["surname"], " ".join(filter(None, (parts["forename"], parts["genName"])))
    if not (family or given):
        return turned(words_of(element))
    link = parts["nameLink"]
    name = " ".join(filter(None, (given, link, family)))
    behind = " ".join(filter(None, (given, link)))
    return name or words_of(element), f"{family}, {behind}" if family and behind else name


def life_in(words: str) -> dict[str, str]:
    """The years of birth and death that stand behind a name: “Holm, Ada, 1870-1931”, “Ada Holm (1870–)”."""
    years = LIFE.search(words)
    return {key: year for key, year in years.groupdict().items() if year} if years else {}


def turned(words: str) -> tuple[str, str]:
    """(name, what it is sorted by) of a name that may be written with the family name first, and with years
    (`life_in`): “Holm, Ada, 1870-1931” is Ada Holm, “Frederick II, King of Prussia” stays as it is."""
    words = LIFE.sub("", words) or words
    family, comma, given = words.partition(", ")
    tokens = given.split()
    is_given = 0 < len(tokens) < 6 and all(t in PARTICLES or t[:1].isupper() for t in tokens)
    if not comma or not is_given or NOT_TURNED.search(words) or TITLES.match(given):
        return words, words
    glue = "" if given.endswith(("’", "'")) else " "
    return f"{given}{glue}{family}", words


def _date(entry: Element, *names: str) -> str | None:
    """The date of a child (`birth`) in EDTF, from its attributes, those of a `date` in it, or its words."""
    for child in children_of(entry, *names):
        for element in (child, *child.iter(tag("date"))):
            said = edtf_of({str(key): str(value).strip() for key, value in element.attrib.items()})
            for text in (said, _written(words_of(element))):
                if text and _is_date(text):
                    return text
    return None


_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_ABOUT = re.compile(r"(?:um|ca\.?|circa|c\.|etwa|about|vers|~) ?(\d{4})", re.I)


def _written(words: str) -> str:
    words = words.strip("[]() *†")
    day, about = _DAY.fullmatch(words), _ABOUT.fullmatch(words)
    if day:
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    return f"{about[1]}~" if about else words


def _is_date(text: str) -> bool:
    try:
        date = parse_date(text)
    except ValueError:
        return False
    return max(date.earliest, date.latest) <= "2199-12-31"


def _said_about(entry: Element) -> str:
    """What is said about an entry in a sentence or two: its first note or description, else occupations."""
    for name in SAID_ABOUT:
        said = [
            words_of(child)
            for child in children_of(entry, name)
            if not NOT_SAID.search(child.get("type") or "")
        ]
        said = [words for words in dict.fromkeys(said) if A_WORD.search(words)]
        if said:
            text = "; ".join(said) if name == "occupation" else said[0]
            return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"
    return ""


def authorities(entry: Element) -> dict[str, str]:
    """The identifiers of an entry elsewhere: its `idno`, its addresses in `ref` and `ptr`, and the addresses
    to which its own attributes and those of its name point."""
    said = [
        *((_type(child), words_of(child)) for child in children_of(entry, "idno")),
        *(("", child.get("target") or "") for child in children_of(entry, "ref", "ptr")),
        *(("", target) for element in (entry, *entry) for target in _addresses(element)),
    ]
    numbers: dict[str, str] = {}
    for authority, text in said:
        pair = identified(authority, text)
        if pair and pair[1] not in numbers.values():
            name = pair[0] if pair[0] not in numbers else f"{pair[0]}-{len(numbers) + 1}"
            numbers[name] = pair[1]
    return numbers


def _type(idno: Element) -> str:
    kind = idno.get("type") or ""
    return (idno.get("subtype") or "") if kind.casefold() in {"", "uri", "url"} else kind


def _addresses(element: Element) -> Iterator[str]:
    for attribute in ("ref", "sameAs", "corresp", "source"):
        yield from (t for t in (element.get(attribute) or "").split() if t.startswith(("http:", "https:")))


def _coordinates(entry: Element) -> str | None:
    """Latitude and longitude as `Place` has them; a comma within a number is a decimal comma."""
    own = (place for place in children_of(entry, "location") if place.get("type") != "located_in_place")
    for geo in (geo for place in (*own, entry) for geo in children_of(place, "geo")):
        numbers = re.findall(r"-?\d+(?:[.,]\d+)?", re.sub(r"(?<=\d),(?=\s)", " ", words_of(geo)))
        if len(numbers) == 1 and "," in numbers[0]:
            numbers = numbers[0].split(",")
        if len(numbers) == 2:
            latitude, longitude = (number.replace(",", ".") for number in numbers)
            if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
                return f"{latitude}, {longitude}"
    return None


def _common(entry: Element, register: str) -> Fields:
    names = [words_of(name) for name in names_in(entry, register)]
    return {
        "name": names[0] if names else "",
        "variants": list(dict.fromkeys(names[1:])),
        "summary": _said_about(entry),
        "same_as": authorities(entry),
    }


def _person(entry: Element) -> Fields:
    elements = names_in(entry, "persons")
    names = [person_name(element) for element in elements]
    name, sort = names[0] if names else ("", "")
    life = life_in(words_of(elements[0])) if elements else {}
    dates = {
        "born": _date(entry, "birth") or life.get("born"),
        "died": _date(entry, "death") or life.get("died"),
    }
    fields = _common(entry, "persons")
    variants = [each for each, _ in names[1:]]
    return {**fields, **dates, "name": name, "sort": sort, "variants": variants}


def _organisation(entry: Element) -> Fields:
    dates = {"founded": _date(entry, "birth"), "dissolved": _date(entry, "death")}
    return {**_common(entry, "organisations"), **dates}


def _place(entry: Element) -> Fields:
    holders = (entry, *children_of(entry, "location"))
    countries = (words_of(country) for holder in holders for country in children_of(holder, "country"))
    more = {"coordinates": _coordinates(entry), "country": next(countries, "")}
    return {**_common(entry, "places"), **more}


def _work(entry: Element) -> Fields:
    fields = _common(entry, "works")
    if not fields["name"] or name_of(entry) in {"biblStruct", "biblFull"}:
        titles = [words_of(title) for title in entry.iter(tag("title"))]
        fields["name"] = next(iter(titles), "") or words_of(entry)
    if len(fields["name"]) > LONGEST:
        fields["name"] = f"{fields['name'][:LONGEST].rpartition(' ')[0]} …"
    authors = dict.fromkeys(filter(None, map(words_of, entry.iter(tag("author")))))
    csl = {"author": [_csl_name(author) for author in authors]} if authors else {}
    named = names_in(entry, "works")[1:]
    others = [title for title in named if not NOT_SAID.search(title.get("type") or "link")]
    return {**fields, "variants": list(dict.fromkeys(map(words_of, others))), "csl": csl}


def _csl_name(words: str) -> dict[str, str]:
    family, comma, given = words.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": words}


def _event(entry: Element) -> Fields:
    said = edtf_of({str(key): str(value) for key, value in entry.attrib.items()})
    date = said if said and _is_date(said) else _date(entry, "date", "head", "desc")
    named = next(iter(names_in(entry, "events")), entry)
    kind = entry.get("type") or named.get("n") or "event"
    fields = _common(entry, "events")
    return {**fields, "date": date, "kind": kind if kind[:1].isalnum() else "event"}


def _term(entry: Element) -> Fields:
    return _common(entry, "glossary")


READERS: dict[str, Callable[[Element], Fields]] = {
    "persons": _person,
    "organisations": _organisation,
    "places": _place,
    "works": _work,
    "events": _event,
    "glossary": _term,
}


def fields_of(entry: Element, register: str) -> Fields:
    """What the element of an entry says, as fields of the entry's form; those that it does not say are left
    out."""
    return {key: value for key, value in READERS[register](entry).items() if value}

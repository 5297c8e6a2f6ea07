"""The configuration with which an edition of a corpus begins: what most of its letters say of themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.authoring.corpus_seen import AFFILIATION, MOST, Seen
from edition.authoring.yaml_text import scalar
from edition.paths import TEMPLATES
from edition.read.corpus.entries import turned

TWO_LETTERS = {"deu": "de", "ger": "de", "eng": "en", "fra": "fr", "fre": "fr", "ita": "it", "lat": "la"}
MUCH = 0.6  # of the letters are of or to somebody after whom they can be called


def most(counted: Counter[str] | None, otherwise: str = "") -> str:
    """What was seen most often."""
    return counted.most_common(1)[0][0] if counted else otherwise


def config_lines(seen: Seen, name: str, date: str) -> Iterator[str]:
    """`sources/edition.yaml`, with what most letters say of themselves."""
    publisher = most(seen.said.get("publisher"), "Your name")
    licence = _licence(most(seen.said.get("licence")))
    named = (seen.said.get("editor") or Counter()).most_common(8)
    said = [AFFILIATION.sub("", editor) for editor, _ in named]
    editors = list({turned(editor)[0]: editor for editor in reversed(said)}.values())[::-1][:6]
    language = language_of(seen)
    yield "# The title of the edition and the people responsible, as in most letters. Correct what is wrong."
    title = _shortened(most(seen.said.get("title"))) or title_of_all(seen) or _title(seen, name)
    yield f"title: {scalar(title)}"
    yield f"language: {language if (TEMPLATES / f'phrases/{language}.yaml').is_file() else 'en'}"
    yield f"publisher: {scalar(publisher)}"
    yield "# the future address of the site; until then any address will do"
    yield f"url: https://example.org/{name}/"
    yield 'version: "0.1"'
    yield f"date: {date}"
    if not licence:
        yield "# the letters do not say under which licence they are: correct the next two lines"
    yield f"licence: {licence or NOT_SAID}"
    letters, _, role, editorial = WORDS.get(language, WORDS["en"])
    yield f"licence_text: {scalar(_licence_name(licence or NOT_SAID))}"
    yield f"editors: [{', '.join(map(_editor, editors or [publisher]))}]"
    yield "order: date"
    yield f"about: {seen.texts} {letters}."
    yield "responsible:"
    names = "; ".join(turned(editor)[0] for editor in editors) or publisher
    yield f"  edition: {{name: {scalar(names, flow=True)}, role: {role}}}"
    yield "editorial:"
    yield f"  - {editorial}"


LONG = 100  # characters of a title behind whose first sentence editors and addresses follow
CONDITIONS = {"nc": "Non-?Commercial", "nd": r"No ?Deriv\w*", "sa": "Share ?Alike"}  # of Creative Commons
NOT_SAID = "https://rightsstatements.org/vocab/CNE/1.0/"
CALLED = {NOT_SAID: "Copyright not evaluated"}
WORDS = {  # what an edition says of itself until its editors do
    "en": (
        "letters",
        "Letters from and to {}",
        "Text and notes",
        "Text and notes stand in the TEI files as they are shown here.",
    ),
    "de": (
        "Briefe",
        "Briefe von und an {}",
        "Text und Anmerkungen",
        "Text und Anmerkungen stehen in den TEI-Dateien, wie sie hier gezeigt werden.",
    ),
    "fr": (
        "lettres",
        "Lettres de et à {}",
        "Texte et notes",
        "Le texte et les notes se trouvent dans les fichiers TEI tels qu’ils sont montrés ici.",
    ),
}


def _shortened(title: str) -> str:
    """A title without what a reference to the edition says behind it."""
    return title.partition(". ")[0] if len(title) > LONG else title


def _licence(said: str) -> str:
    """The address of a licence (of several the first); one of Creative Commons may be said in words. "" where
    there is none."""
    address = next(filter(re.compile(r"https?://\S").match, said.split()), "")
    words = re.search(rf"Attribution((?:[- ](?:{'|'.join(CONDITIONS.values())}))*)\W+(\d\.\d)", said, re.I)
    if address or not words:
        return address
    parts = [part for part, named in CONDITIONS.items() if re.search(named, words[1], re.I)]
    return f"https://creativecommons.org/licenses/{'-'.join(['by', *parts])}/{words[2]}/"


def title_of_all(seen: Seen) -> str:
    """The title that most letters have, so that it is that of the edition; "" where each has its own."""
    title, count = (seen.titles.most_common(1) or [("", 0)])[0]
    return title.rstrip(" .") if count * 2 > seen.looked > 1 else ""


def _title(seen: Seen, name: str) -> str:
    """What letters of which none says what they belong to are called: after the one who wrote or got most
    of them, else as their folder."""
    ((person, count),) = (seen.said.get("correspondent") or Counter([""])).most_common(1)
    if person and count >= MUCH * min(seen.texts, MOST):
        return WORDS.get(language_of(seen), WORDS["en"])[1].format(person)
    return f"{name[:1].upper()}{name[1:]}"


def _licence_name(address: str) -> str:
    """A licence as it is called: “CC BY 4.0”; its address where that does not say it."""
    match = re.search(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)", address)
    return f"CC {match[1].upper()} {match[2]}" if match else CALLED.get(address, address)


def _editor(name: str) -> str:
    """An editor as the configuration has one."""
    family, comma, given = name.partition(", ")
    if comma and given and "," not in given:
        return f"{{family: {scalar(family, flow=True)}, given: {scalar(given, flow=True)}}}"
    return scalar(name, flow=True)


def language_of(seen: Seen) -> str:
    """The language of the letters by two letters, "" where they do not say it."""
    said = most(seen.said.get("language")).partition("-")[0].lower()
    return TWO_LETTERS.get(said, said if len(said) in {2, 3} and said.isalpha() else "")

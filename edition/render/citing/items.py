"""What is cited, in CSL-JSON 1.0 (https://docs.citationstyles.org/en/stable/specification.html).

Everything inside the edition is a `chapter`, whose title says what it is. More specific types were tried and
lose something: `personal_communication` has no container in reference managers, so that the edition is not
named; `entry-encyclopedia` is left out of bibliographies by Chicago; `manuscript` has no container there
either. The date of a letter is in its title, following the Chicago Manual (17th edition, 14.111), since the
only date of a citation is that of the publication.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slugify import slugify

from edition.forms.configuration import EditorName
from edition.forms.language import Language
from edition.forms.registers import DATES, Person, RegisterEntry, Work
from edition.lookup.addresses import address
from edition.render.citing.rich_text import marked
from edition.render.site import Site
from edition.tei.heads import UNKNOWN, EssayHead, LetterHead, ReferencedName
from edition.volume.concordance import PageRange
from edition.words.capitals import EVERY_NOUN, with_a_capital
from edition.words.date_words import in_words
from edition.words.dates import parse_date

Item = Mapping[str, Any]
Name = Mapping[str, str]
# given name, initials, family name; any other name is taken as it is
PERSONAL = re.compile(r"((?:[A-Z][\w’'-]+|[A-Z]\.)(?: [A-Z]\.)*) ([A-Z][\w’'-]+)")
CSL_POINT = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?[?~%]?")
GUESS = re.compile(r"\((?:probably|perhaps)\)")


@dataclass(frozen=True)
class CitationItems:
    """The descriptions of everything that is cited on a site."""

    site: Site

    @property
    def language(self) -> Language:
        """The language of the edition, in which its letters are described."""
        return self.site.config.phrases

    @cached_property
    def edition(self) -> Item:
        """The edition as a whole, a book."""
        config = self.site.config
        subtitle = f": {config.subtitle}" if config.subtitle else ""
        return {
            "id": slugify(config.title),
            "type": "book",
            "title": config.title + subtitle,
            "editor": list(map(editor_item, config.edited_by)),
            **self._published("", config.doi),
        }

    def letter(self, letter: LetterHead) -> Item:
        """A letter: its sender writes “To” somebody; kind, date and number follow."""
        senders = self.correspondents(name for name in letter.sender if name.words != UNKNOWN)
        recipients = self.correspondents(letter.recipients)
        between = sorted(map(str, senders)) == sorted(map(str, recipients))
        language = self.language
        kind = language.word(letter.kind)
        form = "" if kind == language.say("letter") or between or letter.own_title else kind
        date = date_in_text(letter.date_printed, self.site.config.capitals, language)
        sent = "" if letter.sent else language.say("never sent")
        number = language.say("letter {number}", number=letter.number)
        pieces = [self._lead(letter, senders, between), form, date, sent, number]
        printed = self.printed_in(letter)
        return {
            **self._part(letter.id, ", ".join(filter(None, pieces)), senders, letter.doi),
            "editor": self.edition["editor"],
            "recipient": recipients,
            **({"title-short": letter.title} if letter.own_title else {}),
            **({"archive": letter.repository} if letter.repository else {}),
            **({"archive_location": letter.shelfmark} if letter.shelfmark else {}),
            **({"note": language.say("Printed in {volume}.", volume=printed)} if printed else {}),
        }

    def _lead(self, letter: LetterHead, senders: Sequence[Name], between: bool) -> str:
        """What a citation begins with: the title of a letter, if it has its own, else to whom it went."""
        if letter.own_title:
            return letter.title
        if between:
            kind = self.language.word(letter.kind)
            return kind[:1].upper() + kind[1:]
        names = [full_name(name) for name in self.correspondents(letter.recipients)]
        to = joined_with_and(names, self.language)
        if senders:
            return self.language.say("To {names}", names=to)
        return self.language.say("Unknown sender to {names}", names=to)

    def essay(self, essay: EssayHead) -> Item:
        """An essay; where no author is named, the editors are its authors."""
        item = self._part(essay.id, essay.title, authors_of(essay.author) or self.edition["editor"])
        if essay.author:
            item["editor"] = self.edition["editor"]
        source = essay.source.rstrip(".")
        return {**item, "note": self.language.say("Source: {source}.", source=source)} if source else item

    def entry(self, ref: str, entry: RegisterEntry) -> Item:
        """A register entry."""
        return self._part(ref, entry.sort_form, self.edition["editor"])

    def page(self, folder: str, title: str) -> Item:
        """A page of the edition in a folder, by its editors."""
        item = self._part(folder, title, self.edition["editor"])
        return {**item, **self._published(f"{folder}/")}

    def correspondents(self, names: Iterable[ReferencedName]) -> list[Name]:
        """The senders or recipients of a letter; persons of the register have family and given names, and one
        who is only supposed stands in brackets (Chicago 14.79)."""
        return [self._correspondent(name) for name in names]

    def _correspondent(self, name: ReferencedName) -> Name:
        words = name.words
        if words == UNKNOWN:
            return {"literal": self.language.say("an unknown person")}
        if not name.certain:
            return {"literal": f"[{words}?]"}
        entry = self.site.edition.register(Person).entries.get(name.ref)
        family, comma, given = entry.sort_form.partition(", ") if entry else ("", "", "")
        return {"family": family, "given": given} if comma else {"literal": words}

    # -- the printed volume ----------------------------------------------------------------------------

    @cached_property
    def volume(self) -> Item | None:
        """The printed volume, from the register of works as far as it is described there; None if there is
        none."""
        volume = self.site.config.volume
        if volume is None:
            return None
        work = self.site.edition.register(Work).entries.get(volume.work)
        fields = work_item(volume.work, work) if work else {}
        fields = {field: value for field, value in fields.items() if field != "note"}
        return {"id": volume.work, "type": "book", "title": volume.title, **fields}

    def place_of(self, letter: LetterHead) -> str:
        """The place of a letter in the printed volume: “letter 16, pp. 103–105”."""
        pages = self.site.printed.pages.get(letter.id)
        number = self.language.say("letter {number}", number=letter.number)
        return f"{number}, {pages_in_words(pages, self.language)}" if pages else number

    def printed_in(self, letter: LetterHead) -> str:
        """The title of the printed volume and the place of a letter in it, or ""."""
        return f"{self.volume['title']}, {self.place_of(letter)}" if self.volume else ""

    # -- what all have in common -----------------------------------------------------------------------

    def _part(self, ref: str, title: str, authors: Sequence[Name], doi: str = "") -> dict[str, Any]:
        return {
            "id": f"{self.edition['id']}-{ref}",
            "type": "chapter",
            "title": title,
            **({"author": list(authors)} if authors else {}),
            "container-title": self.edition["title"],
            **self._published(address(ref), doi),
        }

    def _published(self, path: str, doi: str = "") -> dict[str, Any]:
        config = self.site.config
        return {
            "publisher": config.publisher,
            "version": config.version,
            "issued": {"date-parts": [[int(part) for part in config.date.split("-")]]},
            "URL": config.url + path,
            **({"DOI": doi} if doi else {}),
            "language": config.language,
        }


def editor_item(editor: EditorName) -> Name:
    """An editor as CSL has names; a particle is not dropped where the name is inverted."""
    if editor.body:
        return {"literal": editor.body}
    parts = {"family": editor.family, "given": editor.given, "non-dropping-particle": editor.particle}
    return {key: value for key, value in parts.items() if value}


def work_item(ref: str, work: Work) -> Item:
    """A work of the register: the fields in its `csl`; its name if there is no title among them. A date may
    be EDTF or words, or have the form in which Zotero exports it."""
    dates = {key: issued_of(value) for key, value in work.csl.items() if key in DATES and value}
    titles = {key: marked(str(value)) for key, value in work.csl.items() if key.endswith("title")}
    return {"id": ref, "type": "book", "title": work.name, **work.csl, **titles, **dates}


def issued_of(value: object) -> dict[str, Any]:
    """A date as CSL has it, from EDTF, from words, or from such a date, whose numbers may be text."""
    if not isinstance(value, dict):
        return csl_date(str(value))
    if "date-parts" not in value:
        return csl_date(str(value.get("raw") or value.get("literal") or ""))
    parts = [[int(part) for part in point] for point in value["date-parts"]]
    circa = value.get("circa") not in {None, "", "0", "false"}
    return {"date-parts": parts, **({"circa": True} if circa else {})}


def csl_date(text: str) -> dict[str, Any]:
    """An EDTF date as a CSL date; anything else, and what CSL has no numbers for, in words."""
    ends = [CSL_POINT.fullmatch(end) for end in text.split("/")]
    try:
        parse_date(text)
    except ValueError:
        return {"literal": text.replace("..", "").replace("/", "–")}
    if not all(ends):
        return {"literal": text.replace("..", "").replace("/", "–") if "/" in text else in_words(text)}
    parts = [[int(part) for part in end[0].rstrip("?~%").split("-")] for end in ends if end]
    return {"date-parts": parts, **({"circa": True} if set(text) & set("?~%") else {})}


def name_of(text: str) -> Name:
    """A name as CSL has it: family and given name if it looks like that of a person, otherwise literal."""
    match = PERSONAL.fullmatch(text)
    return {"family": match[2], "given": match[1]} if match else {"literal": text}


def authors_of(text: str) -> list[Name]:
    """The authors named in one line: “A. Holm and N. Brandt”, if all are names of persons. Remarks in
    brackets are left out, except that the name is a guess."""
    if not GUESS.search(text):
        text = re.sub(r" \([^)]*\)$", "", text)
    names = [name_of(name) for name in re.split(r", and | and |, ", text) if name]
    return names if all("family" in name for name in names) else [{"literal": text}]


def full_name(name: Mapping[str, str]) -> str:
    """Given name and family name, as they are spoken."""
    return name.get("literal") or " ".join(filter(None, (name.get("given"), _family(name))))


def inverted_name(name: Mapping[str, str]) -> str:
    """“Family, Given”, or the literal name."""
    return name.get("literal") or ", ".join(filter(None, (_family(name), name.get("given"))))


def _family(name: Mapping[str, str]) -> str:
    """The family name with its particles and what follows it."""
    keys = ("dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, map(name.get, keys)))


def joined_with_and(words: Sequence[str], language: Language) -> str:
    """“A”, “A and B”, “A, B, and C”."""
    if len(words) < 3:
        return language.listed(words)
    return language.say("{first}, and {last}", first=", ".join(words[:-1]), last=words[-1])


def date_in_text(printed: str, capitals: Collection[str], language: Language) -> str:
    """A date as written within a sentence: “[later than 1 August 1925]”, in brackets if it is inferred.
    `capitals` are words that keep their capital."""
    if language.code in EVERY_NOUN:
        return printed or language.say("undated")
    kept = {*with_a_capital(language.code), *capitals}
    small = re.sub(r"[A-Z]\w+", lambda word: word[0] if word[0] in kept else word[0].lower(), printed)
    return small or language.say("undated")


def pages_in_words(pages: PageRange, language: Language) -> str:
    """The pages of the printed volume: “p. 103”, “pp. 103–105”, or “within pp. 103–106” if they are
    uncertain."""
    if pages.first == pages.last:
        return language.say("p. {page}", page=pages.first)
    span = f"{pages.first}–{pages.last}"
    return (
        language.say("pp. {pages}", pages=span)
        if pages.certain
        else language.say("within pp. {pages}", pages=span)
    )

"""The letters that concern a register entry: sent, received, on a topic, mentioning it.

On the entry’s page they are numbers, each a link. Where they are too many they stand by year on pages of
their own (`persons/moss/letters/1926/`), and the entry's page says how many are on each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from edition.forms.language import Language, wording
from edition.lookup.addresses import address, href
from edition.render.pages.naming import Naming
from edition.render.pages.parts import Listing, parts_in_time
from edition.render.pages.passages import is_in_note
from edition.render.site import Site
from edition.tei.heads import LetterHead, ReferencedName

ROOT = "../../"  # the way from an entry's page back to the root


@dataclass(frozen=True)
class EntryLetters:
    """The letters of all entries of a site; what they share is computed once."""

    site: Site
    naming: Naming

    def naming_it(self, ref: str) -> list[LetterHead]:
        """The letters that name an entry."""
        return [self._by_id[letter] for letter in self.naming.letters.get(ref, ())]

    def naming_both(self, ref: str, other: str) -> list[LetterHead]:
        """The letters that name two entries."""
        return [self._by_id[letter] for letter in self.naming.shared(ref, other)]

    def roles(self, ref: str) -> Mapping[str, Sequence[LetterHead]]:
        """The letters that somebody wrote or received; of those that mention the entry, first those that do
        so in summary or text, then those of which only a note does."""
        speaking = {m.document for m in self.site.mentions.get(ref, ()) if not is_in_note(m.unit)}
        letters = self.naming_it(ref)
        groups = {
            wording("Wrote"): self._wrote.get(ref, ()),
            wording("Received"): self._received.get(ref, ()),
            wording("Printed here"): self._printed.get(ref, ()),
            wording("Text or summary") if self.site.included else wording("Summary"): [
                letter for letter in letters if letter.id in speaking
            ],
            wording("Notes only"): [letter for letter in letters if letter.id not in speaking],
        }
        return {self.site.config.phrases.say(heading): heads for heading, heads in groups.items() if heads}

    def prints(self, ref: str) -> Sequence[LetterHead]:
        """The letters that a work prints."""
        return self._printed.get(ref, ())

    def sent_from(self, ref: str) -> Sequence[LetterHead]:
        """The letters written at a place."""
        return self._sent_from.get(ref, ())

    def listing(self, ref: str) -> Listing[LetterHead]:
        """All letters that concern an entry: none where its page has room for their numbers, else with the
        pages on which they stand."""
        path, on_topic = f"{address(ref)}index.html", self.site.on_topic.get(ref, ())
        groups = (
            self.naming_it(ref),
            *(letters.get(ref, ()) for letters in (self._wrote, self._received, self._printed)),
        )
        concerned = {letter.id for group in (*groups, self.sent_from(ref), on_topic) for letter in group}
        if len(concerned) <= self.site.config.longest.letters:
            return Listing(path, ())
        letters = [letter for letter in self.site.letters if letter.id in concerned]
        return Listing(path, (), parts_in_time(self.site, letters, path, f"{address(ref)}letters/"))

    @cached_property
    def _by_id(self) -> Mapping[str, LetterHead]:
        return {letter.id: letter for letter in self.site.letters}

    @cached_property
    def _sent_from(self) -> Mapping[str, Sequence[LetterHead]]:
        return _by_ref((letter, letter.place) for letter in self.site.letters)

    @cached_property
    def _wrote(self) -> Mapping[str, Sequence[LetterHead]]:
        return _by_ref((letter, letter.sender) for letter in self.site.letters)

    @cached_property
    def _received(self) -> Mapping[str, Sequence[LetterHead]]:
        return _by_ref((letter, letter.recipients) for letter in self.site.letters)

    @cached_property
    def _printed(self) -> Mapping[str, Sequence[LetterHead]]:
        """The letters that a work prints; all are in the volume that the edition follows."""
        volume, printed = self.site.config.volume, defaultdict[str, list[LetterHead]](list)
        for letter in self.site.letters:
            for ref in letter.printed_in:
                if volume is None or ref != volume.work:
                    printed[ref].append(letter)
        return printed

    def links(self, listing: Listing[LetterHead]) -> LetterLinks:
        """Links to letters, as the page of an entry has them, whose letters these are."""
        return LetterLinks(self._number_links, listing, self.site.config.phrases)

    @cached_property
    def _number_links(self) -> Mapping[str, Markup]:
        return {
            letter.id: Markup('<a href="{}">{}</a>').format(href(letter.id, ROOT), letter.number)
            for letter in self.site.letters
        }


@dataclass(frozen=True)
class LetterLinks:
    """Links to letters of an entry: their numbers, or, where they are many, the pages on which they stand."""

    numbers: Mapping[str, Markup]
    listing: Listing[LetterHead]
    phrases: Language

    def to(self, letters: Iterable[LetterHead]) -> Markup:
        """Links to some of the letters."""
        if self.listing.parts is None:
            return Markup(" ".join([self.numbers[letter.id] for letter in letters]))
        counts = Counter(self._places[letter.id] for letter in letters)
        shown = [(part, counts[part.path]) for part in self.listing.parts.pages if counts[part.path]]
        return Markup(" · ").join(
            Markup('<a href="{}">{}</a>\u00a0<span class="count">{}</span>').format(
                ROOT + part.path, part.title, self.phrases.number(count)
            )
            for part, count in shown
        )

    @cached_property
    def _places(self) -> Mapping[str, str]:
        parts = self.listing.parts.pages if self.listing.parts else ()
        return {letter.id: part.path for part in parts for letter in part.items}


def _by_ref(
    named: Iterable[tuple[LetterHead, Iterable[ReferencedName]]],
) -> Mapping[str, Sequence[LetterHead]]:
    """The letters by the ids of those whom their headers name in one place, each letter once."""
    by_ref: dict[str, list[LetterHead]] = defaultdict(list)
    for letter, names in named:
        for ref in dict.fromkeys(name.ref for name in names if name.ref):
            by_ref[ref].append(letter)
    return by_ref

"""The mentions of an entry as passages to be read: by year and document, what runs together run together.

Mentions in one paragraph whose words overlap become one passage, so that a sentence is quoted once. A note
says who wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markupsafe import Markup, escape

from edition.forms.language import Language, wording
from edition.lookup.addresses import href, unit_label
from edition.model import Mention
from edition.render.site import Site

CONTEXT = 9  # words on either side of a mention (merge/references.py)
FEWER = ((1000, 4), (400, 6))  # of entries named more often than that, so many words

# essays and sources under the kind that they are of
HEADINGS = {
    "introduction": wording("Introductions"),
    "essay": wording("Essays"),
    "appendix": wording("Appendix"),
    "editorial": wording("About the edition"),
    "source": wording("Sources"),
}


@dataclass(frozen=True)
class PassageGroup:
    """The passages of a year, or of one kind of essay: heading, number of mentions, documents."""

    heading: str
    times: int
    documents: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Voices:
    """Whose words the notes are, and which year or kind each document is of."""

    notes: Mapping[str, str]
    groups: Mapping[str, str]
    phrases: Language
    _places: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, unit: str, root: str) -> str:
        """A link to a paragraph or note, and whose words a note is, as HTML; made once for each."""
        if (unit, root) not in self._places:
            voice = self.notes.get(unit)
            signed = f' <span class="whose">{escape(voice)}</span>' if voice else ""
            link = f'<a href="{escape(href(unit, root))}">{escape(unit_label(unit, self.phrases))}</a>'
            self._places[unit, root] = f"{link}{signed}:"
        return self._places[unit, root]


def voices(site: Site) -> Voices:
    """What passages are grouped and signed by; computed once for a site."""
    responsible = site.config.responsible
    notes = {}
    for document in site.edition.documents.values():
        for note, responsibility in document.facts.voices:
            person = responsible.get(responsibility)
            notes[note] = person.label or person.name if person else responsibility
    phrases = site.config.phrases
    years = {letter.id: phrases.word(letter.year) for letter in site.letters}
    groups = {ref: year[:1].upper() + year[1:] for ref, year in years.items()}
    groups |= {essay.id: phrases.say(HEADINGS[essay.kind]) for essay in site.essays}
    return Voices(notes, groups, phrases)


def grouped(
    mentions: Iterable[Mention], told: Voices, order: Mapping[str, int]
) -> Mapping[str, Sequence[Mention]]:
    """The mentions of an entry, letters by year, then essays by kind, in the order of the edition."""
    by_group: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: order[mention.document]):
        by_group.setdefault(told.groups[mention.document], []).append(mention)
    return by_group


def passages(groups: Mapping[str, Sequence[Mention]], told: Voices, root: str) -> list[PassageGroup]:
    """The mentions of each group as passages; in each document its own words come first, then the notes."""
    times = sum(map(len, groups.values()))
    context = next((words for most, words in FEWER if times > most), CONTEXT)
    return [
        PassageGroup(heading, len(group), tuple(_documents(_shortened(group, context), told, root, context)))
        for heading, group in groups.items()
    ]


def _documents(
    mentions: Iterable[Mention], told: Voices, root: str, context: int
) -> Iterator[tuple[str, Markup]]:
    for document, found_there in groupby(mentions, key=lambda mention: mention.document):
        inside = sorted(found_there, key=lambda mention: is_in_note(mention.unit))
        items = [
            f"<li>{told.place(unit, root)} {joined(list(inside_unit), context)}</li>"
            for unit, inside_unit in groupby(inside, key=lambda mention: mention.unit)
        ]
        yield document, Markup("\n".join(items))


def is_in_note(unit: str) -> bool:
    """Is a unit a note? `L16.n5` and `L16.n-lozovskii` are."""
    return unit.partition(".")[2].startswith("n")


def _shortened(mentions: Sequence[Mention], words: int) -> Sequence[Mention]:
    """With fewer words around them, so that the longest pages stay small enough to be loaded at once."""
    return mentions if words == CONTEXT else [_with_fewer(mention, words) for mention in mentions]


def _with_fewer(mention: Mention, words: int) -> Mention:
    before, after = mention.before.split(" "), mention.after.split(" ")
    return replace(mention, before=" ".join(before[-words - 1 :]), after=" ".join(after[: words + 1]))


def joined(mentions: Sequence[Mention], context: int = CONTEXT) -> str:
    """The mentions of one paragraph as passages in HTML, those run together that overlap. Ellipses stand
    where the paragraph goes on: fewer words than `context` beside a mention are all there are."""
    runs: list[tuple[str, str, str]] = []  # marked up so far, its plain text, plain text after the mark
    for mention in mentions:
        mark = f"<mark>{escape(mention.words)}</mark>"
        if runs:
            done, plain, after = runs[-1]
            at = _overlap(plain, after, mention)
            if at is not None:
                between = after[:at]
                runs[-1] = (f"{done}{escape(between)}{mark}", plain + between + mention.words, mention.after)
                continue
        runs.append((f"{escape(mention.before)}{mark}", mention.before + mention.words, mention.after))
    first = "… " if len(mentions[0].before.split()) >= context else ""
    last = " …" if len(mentions[-1].after.split()) >= context else ""
    return first + " … ".join(done + str(escape(after)) for done, _, after in runs) + last


def _overlap(plain: str, after: str, mention: Mention) -> int | None:
    """Where in the words after one mention the next begins, if it does: all its own words before it must
    stand there as well."""
    at = after.find(mention.words)
    while at >= 0:
        if (plain + after[:at]).endswith(mention.before):
            return at
        at = after.find(mention.words, at + 1)
    return None

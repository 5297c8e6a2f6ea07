"""The words of a TEI element as they are read: one walk over its text, and a profile for each purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.tei.tree import XML_ID, Element, name_of, select

# a name that is read differently in a certain parent, or with a certain attribute
IN_PARENT = {"sic": "choice", "seg": "opener"}
WITH_VALUE = {"bibl": ("type", "source"), "gap": ("reason", "lost"), "supplied": ("reason", "lost")} | {
    "lb": ("break", "no")  # within a word
}
BLOCKS = frozenset(
    "p head opener closer salute signed dateline address addrLine postscript floatingText body table row "
    "cell lb div note lg l list item ab fw".split()
)
PAGE_END, NOTE_SIGN, SOURCE = "\f", "\v", "\0"  # signs in a text: see PRINTED, MENTIONED


@dataclass(frozen=True)
class Profile:
    """What is read for a purpose. Elements are told by `role_of`: those in `skip` are not read, with all that
    is in them; for those in `marks` their sign is read; `spaced` have a space before and after, `around` say
    what other signs have; with `stop`, elements with an id are units of their own and not read."""

    skip: frozenset[str] = frozenset()
    spaced: frozenset[str] = BLOCKS
    stop: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def leaves_out(self, element: Element, role: str) -> bool:
        """Are the words of an element, whose name or type is `role`, no part of what is read?"""
        return not role or role in self.skip or (self.stop and element.get(XML_ID) is not None)

    def edges(self, role: str) -> tuple[str, str]:
        """What stands before and behind the words of such an element."""
        return self.around.get(role) or ((" ", " ") if role in self.spaced else ("", ""))


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


# what a reader reads as the text: corrected, as it was spelt, without what was deleted and notes
READING = Profile(skip=_names("note choice/sic gap@lost del expan reg"))
# the words by which a unit is known again, notes included; as published fingerprints are made of them, they
# may not change, so that words on either side of a line break remain one
KNOWN_BY = Profile(skip=_names("choice/sic gap@lost expan reg"), spaced=_names("l item"))
# the words around a name; `SOURCE` stands on both sides of the source line of a note
MENTIONED = Profile(skip=_names("choice/sic expan reg"), around={"bibl@source": (SOURCE, SOURCE)})
# a record of the search: a unit without the units in it, nor words about gaps and sources
SEARCHED = Profile(skip=_names("choice/sic gap gap@lost bibl@source del expan reg"), stop=True)
# the corrected text in print; `PAGE_END` where a page ends, `NOTE_SIGN` where a note is referred to
PRINTED = Profile(
    skip=_names("choice/sic gap gap@lost del expan reg"),
    spaced=BLOCKS | {"seg", "opener/seg"},
    marks={"pb": PAGE_END, "ptr": NOTE_SIGN},
)
# a reading by itself, with what is deleted in it
WRITTEN = Profile(skip=_names("note"))
# the lines of a page, to be counted, with `NOTE_SIGN` where a note is referred to
SHOWN = Profile(skip=_names("choice/sic expan reg"), spaced=frozenset(), marks={"ptr": NOTE_SIGN})
# what stands in the source of an import: the copy's readings, signs and numbers of notes included
COPIED = Profile(
    skip=_names("corr gap@lost supplied@lost expan reg"),
    spaced=BLOCKS | {"quote", "opener/seg", "pb", "gap"},
    marks={"ptr": NOTE_SIGN},
    around={"supplied": ("[", "]"), "sic": ("", " sic ")},
)
# what the rules look at: a quoted document is none of ours to mend
CHECKED = Profile(
    skip=_names("del expan reg"),
    marks={**dict.fromkeys(("quote", "floatingText", "sic", "choice/sic"), " … "), "bibl@source": " "},
)


def role_of(element: Element) -> str:
    """The local name of an element, and what else decides how it is read: `choice/sic` (corrected),
    `opener/seg` (a line of an opener), `bibl@source`, `gap@lost`, `supplied@lost`. Comments have none."""
    name = name_of(element)
    if name in IN_PARENT:
        parent = element.getparent()
        if parent is not None and name_of(parent) == IN_PARENT[name]:
            return f"{IN_PARENT[name]}/{name}"
    if name in WITH_VALUE:
        attribute, value = WITH_VALUE[name]
        if element.get(attribute) == value:
            return f"{name}@{value}"
    return name


def read(element: Element, profile: Profile) -> list[tuple[str, Element]]:
    """The pieces of text in an element in document order, each with the element in which it stands; a mark
    with the element for which it stands. The element itself is read whatever it is, without signs around."""
    pieces: list[tuple[str, Element]] = []
    _read_into(pieces, element, profile)
    return pieces


def _read_into(pieces: list[tuple[str, Element]], element: Element, profile: Profile) -> None:
    """Add the pieces of an element; a list is filled, for what yields through every level is slow."""
    pieces.append((element.text or "", element))
    for child in element:
        role = role_of(child)
        if role in profile.marks:
            pieces.append((profile.marks[role], child))
        elif not profile.leaves_out(child, role):
            before, after = profile.edges(role)
            pieces.append((before, child))
            _read_into(pieces, child, profile)
            pieces.append((after, child))
        if child.tail:
            pieces.append((child.tail, element))


def text_of(element: Element, profile: Profile = READING) -> str:
    """The words of an element, with runs of white space as one space."""
    return " ".join("".join([text for text, _ in read(element, profile)]).split())


def first_text(tree: Element, path: str) -> str:
    """The words of the first element on a path (XPath, `t:` for TEI); "" where there is none."""
    elements = select(tree, path)
    return text_of(elements[0]) if elements else ""

"""The kinds of register: all that the edition knows about persons, places or terms as a kind is one row here.

Other modules ask the table when they need to know and keep no list of their own. So another kind is another
row, with a form for its entries (`forms.registers`) and a template for its pages (`templates/entry/`). An
edition adds rows by its configuration (`forms.own_kinds`): `know` puts them into the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from edition.forms.own_kinds import OwnKind
from edition.forms.registers import Event, Organisation, Person, Place, RegisterEntry, Term, Topic, Work

# Where texts are linked to an entry: at each of its spellings; at the first in a summary, text or note; where
# a title is marked as such; nowhere, since its name is a description of ours.
Linking = Literal["everywhere", "once", "as title", ""]


@dataclass(frozen=True)
class Kind:
    """A kind of register.

    register      name of its file, `annotations/persons.yaml`
    prefix        how the ids of its entries begin, `person-`
    form          of its entries
    noun          what one of them is called
    heading       what all of them are called
    plural        of the noun, where it is not made with an s
    folder        where the site has them
    to_write      what an editor is asked to write as the summary of a new one
    own_pages     has each a page of its own, or do all stand on one (`chronology/#…`)?
    page          the template of its page, in `templates/entry/`; that of its noun if it has no name
    listing       the template that lists them, in `templates/register/`
    sentence      what the page “Browse” says of them
    element       of TEI, for a mention in a text
    linked        where texts are tied to them by themselves
    list_element  of TEI, for the register, and
    item_element  for an entry in it; `a/b` if the names stand in an element b of their own
    schema_type   of schema.org, for an entry
    company       how many of them at most are shown as mentioned with an entry
    """

    register: str
    prefix: str
    form: type[RegisterEntry]
    noun: str
    heading: str
    folder: str
    to_write: str
    plural: str = ""
    own_pages: bool = True
    page: str = ""
    listing: str = "base"
    sentence: str = ""
    element: str = ""
    linked: Linking = ""
    list_element: str = ""
    item_element: str = ""
    schema_type: str = "Thing"
    company: int = 0

    @property
    def several(self) -> str:
        """What several of them are called where they are counted: “123 people”, “44 terms”."""
        return self.plural or f"{self.noun}s"

    @property
    def label(self) -> str:
        """What an entry is called where the word stands alone: “Person”."""
        return self.noun.capitalize()

    @property
    def template(self) -> str:
        """The template of the page of an entry."""
        return f"entry/{self.page or self.noun}.html.j2"

    @property
    def by_spelling(self) -> bool:
        """Whether the spellings of its entries are looked for in the texts."""
        return self.linked in {"everywhere", "once"}


_ROWS = (
    Kind(
        register="persons",
        prefix="person",
        form=Person,
        noun="person",
        heading="People",
        plural="people",
        folder="persons",
        to_write="who this was, in a sentence",
        sentence="Who they were, and every place where they are mentioned.",
        element="persName",
        linked="everywhere",
        list_element="listPerson",
        item_element="person",
        schema_type="Person",
        company=12,
    ),
    Kind(
        register="organisations",
        prefix="org",
        form=Organisation,
        noun="organisation",
        heading="Organisations",
        folder="organisations",
        to_write="what this was, in a sentence",
        sentence="Bodies and institutions, and where they are mentioned.",
        element="orgName",
        linked="everywhere",
        list_element="listOrg",
        item_element="org",
        schema_type="Organization",
        company=6,
    ),
    Kind(
        register="places",
        prefix="place",
        form=Place,
        noun="place",
        heading="Places",
        folder="places",
        to_write="where this is, and why it matters here",
        listing="places",
        sentence="Places the letters were written from or speak of, with a map.",
        element="placeName",
        linked="everywhere",
        list_element="listPlace",
        item_element="place",
        schema_type="Place",
    ),
    Kind(
        register="works",
        prefix="work",
        form=Work,
        noun="work",
        heading="Works",
        folder="works",
        to_write="what this is, in a sentence",
        listing="works",
        sentence="Newspapers, books and articles mentioned or cited.",
        element="title",
        linked="as title",
        list_element="listBibl",
        item_element="bibl",
        schema_type="CreativeWork",
    ),
    Kind(
        register="glossary",
        prefix="term",
        form=Term,
        noun="term",
        heading="Glossary",
        folder="terms",
        to_write="what the term means, in a sentence",
        listing="glossary",
        sentence="Terms and abbreviations explained.",
        element="term",
        linked="once",
        list_element="list",
        item_element="item",
        schema_type="DefinedTerm",
    ),
    Kind(
        register="topics",
        prefix="topic",
        form=Topic,
        noun="topic",
        heading="Topics",
        folder="topics",
        to_write="what belongs to the topic, and what does not",
        listing="topics",
        sentence="What the letters are about.",
        schema_type="DefinedTerm",
    ),
    Kind(
        register="events",
        prefix="event",
        form=Event,
        noun="event",
        heading="Events",
        folder="chronology",
        to_write="what happened, in a sentence or two",
        own_pages=False,
        list_element="listEvent",
        item_element="event",
        schema_type="Event",
    ),
)
KINDS = {kind.register: kind for kind in _ROWS}  # in the order in which readers are offered them


# What TEI has for the entries of own kinds: the element of a mention, the list, an entry, where it is linked,
# and the type of schema.org.
SHAPES: Mapping[str, tuple[str, str, str, str]] = {
    "thing": ("rs", "list", "item", "Thing"),
    "object": ("objectName", "listObject", "object/objectIdentifier", "Product"),
    "work": ("title", "listBibl", "bibl", "CreativeWork"),
    "term": ("term", "list", "item", "DefinedTerm"),
}
_own: dict[str, Kind] = {}  # those of KINDS that the edition has described


def know(described: Mapping[str, OwnKind]) -> None:
    """Put an edition's own kinds into the table, in the place of those of an edition that was read before. A
    process works on one edition, and what an id means is asked everywhere: hence a table, and no argument."""
    for register in _own:
        KINDS.pop(register, None)
    _own.clear()
    _own.update((register, own_kind(register, own)) for register, own in described.items())
    KINDS.update(_own)


def own_kind(register: str, own: OwnKind) -> Kind:
    """The row of a kind that an edition describes."""
    element, list_element, item_element, schema_type = SHAPES[own.tei]
    linked: Linking = "" if own.linked == "marked" else own.linked
    return Kind(
        register=register,
        prefix=own.id,
        form=own.form,
        noun=own.one,
        heading=own.heading,
        plural=own.many or "",
        folder=own.folder or register,
        to_write=own.ask,
        page="own",
        sentence=own.sentence or "",
        element=element,
        linked="as title" if own.tei == "work" and linked else linked,
        list_element=list_element,
        item_element=item_element,
        schema_type=schema_type,
    )


def mention_elements() -> frozenset[str]:
    """The names of the TEI elements that mark a mention of an entry."""
    return frozenset(kind.element for kind in KINDS.values() if kind.element)


def kind_of(ref: str) -> Kind | None:
    """The kind of the register entry with an id (`person-brandt` → persons), or None when the id is of no
    entry."""
    prefix, hyphen, _ = ref.partition("-")
    return next((kind for kind in KINDS.values() if hyphen and kind.prefix == prefix), None)

"""The kinds of register: whatever the edition knows of persons, places or terms as a kind is one row here.

Who needs to know asks the table when the answer is needed and keeps no list of its own. So a kind more is a
row more, with a form for its entries (`forms.registers`) and a template for its pages (`templates/entry/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.forms.registers import Event, Organisation, Person, Place, RegisterEntry, Term, Topic, Work

# Where a text is tied to an entry: at each of its spellings; at the first in a summary, text or note; where a
# title stands as one; nowhere, since its name is no name but words of ours.
Linking = Literal["everywhere", "once", "as title", ""]


@dataclass(frozen=True)
class Kind:
    """A kind of register.

    register      name of its file, `annotations/persons.yaml`
    prefix        how the ids of its entries begin, `person-`
    form          of its entries
    noun          what one of them is called; names the template of its page too
    heading       what all of them are called
    plural        of the noun, where it is not made with an s
    folder        where the site has them
    to_write      what an editor is asked to write as the summary of a new one
    own_pages     has each a page of its own, or do all stand on one (`chronology/#…`)?
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
        """What one of them is called where it stands alone: “Person”."""
        return self.noun.capitalize()

    @property
    def by_spelling(self) -> bool:
        """Are the spellings of its entries looked for in the texts?"""
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


def mention_elements() -> frozenset[str]:
    """The elements of TEI that mark what an entry explains."""
    return frozenset(kind.element for kind in KINDS.values() if kind.element)


def kind_of(ref: str) -> Kind | None:
    """The kind of the entry that an id is the id of, or None: `person-odegard` → persons."""
    prefix, hyphen, _ = ref.partition("-")
    return next((kind for kind in KINDS.values() if hyphen and kind.prefix == prefix), None)

"""The parts of a `teiHeader` that all files of the edition share. (TEI P5, chapter 2.)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.forms.configuration import ConfigFields, EditorName
from edition.forms.language import Language, wording
from edition.tei.tree import E, Element, append
from edition.tei.units import CITED
from edition.words.dates import JULIAN


def responsibility(config: ConfigFields, *, ids: bool = True) -> list[Element]:
    """A `respStmt` for each voice of the edition (TEI P5, 2.2.1); with `ids`, those to which `@resp` in the
    text points."""
    return [
        E("respStmt", E("resp", person.role), E("name", person.name, xml_id=key if ids else None))
        for key, person in config.responsible.items()
    ]


def editors(config: ConfigFields) -> list[Element]:
    """The `editor` elements of all files: the parts of a person's name, or the words of any other. (TEI P5,
    2.2.1 and 14.2.)"""
    return [E("editor", _person(editor) if editor.family else editor.body) for editor in config.edited_by]


def _person(editor: EditorName) -> Element:
    parts = (("forename", editor.given), ("nameLink", editor.particle), ("surname", editor.family))
    person = E("persName")
    for element, words in parts:
        if words:
            append(person, " " if len(person) else None, E(element, words))
    return person


def publication_statement(config: ConfigFields, address: str, doi: str = "") -> Element:
    """The `publicationStmt` of a file: publisher, licence, date, its address relative to the site's root, and
    its DOI if it has one. (TEI P5, 2.2.4.)"""
    return E(
        "publicationStmt",
        E("publisher", config.publisher),
        E("availability", E("licence", config.licence_text, target=config.licence)),
        E("idno", config.url + address, type_="URI"),
        E("idno", doi, type_="DOI") if doi else None,
        E("date", config.date, when=config.date),
    )


def encoding_description(config: ConfigFields, typeset: int = 0) -> Element:
    """The `encodingDesc`: how the text was edited, how many signs of the copy were set as in print, the
    schema of the profile, and what can be cited in the text. (TEI P5, 2.3.)"""
    declared = [E("p", paragraph) for paragraph in config.editorial]
    if typeset:
        declared.append(
            E(
                "normalization",
                E("p", f"{config.phrases.say(TYPESET)}: {typeset}."),
                n=str(typeset),
                method="silent",
            )
        )
    return E(
        "encodingDesc",
        E("editorialDecl", *declared),
        E("schemaRef", url=config.url + PROFILE),
        E("refsDecl", *(E("citeStructure", unit=unit, match=path, use="@xml:id") for unit, path in CITED)),
    )


PROFILE = "tei/profile.rng"  # the schema of this profile, from the site's root


def kind_id(kind: str) -> str:
    """The id of the category of a kind of letters: “open letter” → `kind-open-letter`."""
    return f"kind-{'-'.join(re.findall(WORD_OF_KIND, kind))}"


def kind_reference(kind: str) -> Element:
    """The `catRef` of a kind of letters; in `@n` the kind, if it cannot be read from the id."""
    target = kind_id(kind)
    words = kind if kind_of_id(target) != kind else None
    return E("catRef", scheme="#kinds", target=f"#{target}", n=words)


def kind_of_id(target: str) -> str:
    """The kind of which a category is, as far as its id says it."""
    return target.removeprefix("kind-").replace("-", " ")


def calendars(phrases: Language) -> Element:
    """The `calendarDesc` to which dates in the Julian calendar point. (TEI P5, 2.4.5.)"""
    name = phrases.say("Julian calendar (Old Style).")
    return E("calendarDesc", E("calendar", E("p", name), xml_id=JULIAN[1:]))


WORD_OF_KIND = r"[^\W_]+"
TYPESET = wording(
    "Quotation marks, apostrophes and dashes that the copy has as a typewriter does, set as in print"
)
DRAFT = "draft"


def version_id(version: str) -> str:
    """The id of the `change` element of a version."""
    return f"v{version}"


def revision_description(
    config: ConfigFields, versions: Sequence[tuple[str, str, str]], *, draft_after: str = "", ids: bool = True
) -> Element:
    """The `revisionDesc`: the `versions` (number, day, what changed in it), the newest first, or the present
    version alone if none is listed (TEI P5, 2.6). `draft_after` is the version since which words have
    changed."""
    versions = versions or [
        (config.version, config.date, config.phrases.say("Version {version}", version=config.version))
    ]
    elements = [
        E("change", what, when=date, n=version, xml_id=version_id(version) if ids else None)
        for version, date, what in versions
    ]
    if draft_after:
        what = config.phrases.say("Revised since version {version}, not yet published.", version=draft_after)
        elements.append(E("change", what, status="draft", xml_id=DRAFT if ids else None))
    return E("revisionDesc", E("listChange", *reversed(elements)))

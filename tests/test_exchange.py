"""Citations as data: editors, works as Zotero exports them, and files that Zotero takes for what they are."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from edition.forms.configuration import ConfigFields, EditorName
from edition.forms.registers import Work
from edition.render.citing import CitedPage
from edition.render.citing.exchange_formats import bibtex, csl_json, ris
from edition.render.citing.items import editor_item as as_csl
from edition.render.citing.items import full_name, inverted_name, issued_of, work_item
from edition.render.citing.styles import Styles

ZOTERO = {  # as Zotero exports it
    "type": "book",
    "title": "On <i>Sphagnum</i> and H<sub>2</sub>O",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"literal": "The Moss Club"},
    ],
    "issued": {"date-parts": [["1990", 5]]},
    "edition": "2",
    "publisher": "Reed",
    "publisher-place": "Oslo",
    "DOI": "10.1000/182",
    "URL": "https://example.org/moss",
    "archive": "Moss Archive",
    "archive_location": "Box 3",
    "ISBN": "978-0",
}


@pytest.fixture(scope="module")
def item() -> dict[str, object]:
    return dict(work_item("work-moss", Work(name="Moss", csl=ZOTERO)))


def test_a_work_of_zotero_is_shown(item: dict[str, object]) -> None:
    assert Styles().chicago_bibliography(item) == (
        "van Beethoven, Ludwig, and The Moss Club. <i>On <i>Sphagnum</i> and H<sub>2</sub>O</i>. 2nd ed. "
        "Oslo: Reed, May 1990. Box 3. Moss Archive. "
        '<span class="address">https://doi.org/10.1000/182</span>.'
    )
    assert "<sub>2</sub>" in Styles().mla(item)


EXPORTED = {
    bibtex: [
        "@book{work-moss,",
        "author = {van Beethoven, Ludwig and {The Moss Club}}",
        "title = {{On Sphagnum and H2O}}",
        "edition = {2}",
        "doi = {10.1000/182}",
        "date = {1990-05}",
        "library = {Moss Archive, Box 3}",
        "note = {Moss Archive, Box 3.}",
    ],
    ris: ["TY  - BOOK\r\n", "AU  - van Beethoven, Ludwig\r\n", "ET  - 2\r\n", "DO  - 10.1000/182\r\n"],
    csl_json: ['"title": "On <i>Sphagnum</i> and H<sub>2</sub>O"', '"date-parts": [', '"DOI": "10.1000/182"'],
}


@pytest.mark.parametrize("write", EXPORTED, ids=lambda write: write.__name__)
def test_a_work_is_exported(write, item: dict[str, object]) -> None:
    assert [words for words in EXPORTED[write] if words not in write([item])] == []


def test_zotero_sees_neither_a_program_nor_a_second_author() -> None:
    letter = {
        "id": "L1",
        "type": "chapter",
        "title": "To B",
        "recipient": [{"literal": "B"}],
        "version": "1.0",
    }
    (written,) = json.loads(csl_json([letter]))
    assert written == {"id": "L1", "type": "chapter", "title": "To B", "edition": "Version 1.0"}


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        ("1990-05", {"date-parts": [[1990, 5]]}),
        ({"date-parts": [["1990", "5", 1], [1991]]}, {"date-parts": [[1990, 5, 1], [1991]]}),
        ({"raw": "1990"}, {"date-parts": [[1990]]}),
        ({"literal": "spring of 1990"}, {"literal": "spring of 1990"}),
        ("1990-21", {"literal": "spring 1990"}),
        ("[1990,1991]", {"literal": "1990 or 1991"}),
        ("199X", {"literal": "between 1990 and 1999"}),
        ("-0043", {"literal": "44\u00a0BC"}),
        ("1990/..", {"literal": "1990–"}),
    ],
)
def test_a_date_has_its_own_form_or_words(issued: object, found: dict[str, object]) -> None:
    assert issued_of(issued) == found
    assert Work(name="Moss", csl={"issued": issued}).csl["issued"] == issued


@pytest.mark.parametrize(
    "issued", [{"date-parts": []}, {"date-parts": [["May"]]}, {"date-parts": [[1990, 13]]}, {}]
)
def test_what_is_no_date_of_csl_is_told(issued: object) -> None:
    with pytest.raises(ValidationError, match="is not a date"):
        Work(name="Moss", csl={"issued": issued})


EDITORS = [  # as an editor writes it; in CSL; spoken; inverted
    ({"family": "Holm", "given": "Ada"}, {"family": "Holm", "given": "Ada"}, "Ada Holm", "Holm, Ada"),
    (
        {"family": "Beethoven", "given": "L.", "particle": "van"},
        {"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"},
        "L. van Beethoven",
        "van Beethoven, L.",
    ),
    ({"body": "Holm and Sons"}, {"literal": "Holm and Sons"}, "Holm and Sons", "Holm and Sons"),
]


@pytest.mark.parametrize(("written", "csl", "spoken", "inverted"), EDITORS)
def test_an_editor_is_told_by_data(written: dict[str, str], csl: object, spoken: str, inverted: str) -> None:
    name = as_csl(EditorName.model_validate(written))
    assert (name, full_name(name), inverted_name(name)) == (csl, spoken, inverted)


def test_a_name_in_one_string_is_not_taken_apart() -> None:
    config = ConfigFields.model_construct(editors=["Ada Holm and Sons", EditorName(family="Holm")], editor="")
    assert [as_csl(editor) for editor in config.edited_by] == [
        {"literal": "Ada Holm and Sons"},
        {"family": "Holm"},
    ]


@pytest.mark.parametrize(
    "editor", [{}, {"family": "Holm", "body": "Holm"}, {"given": "Ada"}, {"body": "Holm", "given": "Ada"}]
)
def test_an_editor_is_a_person_or_a_body(editor: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="an editor has"):
        EditorName.model_validate(editor)


def test_zotero_takes_no_body_for_a_person() -> None:
    """Its translator of a page's metadata parts a name without a comma at the last space."""
    writers = [{"family": "Berg", "given": "Anna"}, {"literal": "The editors, and friends"}]
    cited = CitedPage("L1", "", {"id": "L1", "type": "chapter", "title": "To B", "editor": writers})
    assert cited.names("editor") == ["Berg, Anna", "The editors and friends,"]

"""A kind of register is one row, and an edition may describe one: ships are a kind like any other."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import run_command
from lxml import etree, html
from site_links import broken_links
from tei_validity import faults_in

from edition.authoring.forms import form_of, keys_of
from edition.authoring.id_schema import ids_schema
from edition.authoring.json_schemas import schemas
from edition.cli import main
from edition.forms.registers import Person
from edition.kinds import KINDS, kind_of, know
from edition.lookup.addresses import address
from edition.lookup.catalogue import Catalogue
from edition.lookup.resolving import resolve
from edition.model import every_register
from edition.pipeline import assemble
from edition.render.search.texts import parts_of
from edition.render.site import Site
from edition.render.tei import files as tei
from edition.store.source_files import read_files
from edition.tei.tree import NS

DESCRIBED = """registers:
  ships:
    id: ship
    one: ship
    heading: Ships
    sentence: What they sailed in.
    ask: what ship this was, in a sentence
    tei: object
    lifetime: [launched, lost]
    fields:
      launched: {label: Launched, type: date}
      lost: {label: Lost, type: date}
      port: Home port
      captain: {label: Captain, type: id}
      plans: {label: Plans, type: address}
"""
REGISTER = """ship-vega:
  name: Vega
  variants: [SS Vega]
  launched: "1872"
  lost: "1903"
  summary: The steamer that brought the glass.
  port: Gothenburg
  captain: person-brandt
  plans: https://example.org/vega
  see_also: [person-brandt]
"""


@pytest.fixture
def with_ships(sample: Path) -> Iterator[Path]:
    """The sample with a register of ships, described in its configuration, and a letter that names one."""
    settings = sample / "sources/edition.yaml"
    settings.write_text(settings.read_text("utf-8") + DESCRIBED, "utf-8")
    (sample / "annotations/ships.yaml").write_text(REGISTER, "utf-8")
    letter = sample / "sources/letters/003.md"
    letter.write_text(
        letter.read_text("utf-8").replace(
            "in a line", "in a line from the SS Vega; [she]{ref=ship-vega} sails"
        ),
        "utf-8",
    )
    yield sample
    know({})


def read(root: Path, path: str) -> str:
    return (root / "site" / path).read_text("utf-8")


def site_of(root: Path) -> Site:
    result = assemble(read_files(root))
    assert result.edition is not None and result.config is not None
    return Site(result.edition, result.config, root / "templates")


def tei_of(root: Path) -> dict[str, bytes]:
    return {job.path: job.make() for job in tei.plan(site_of(root))}


def faults(root: Path) -> list[str]:
    return [f"{d.code} {d.message}" for d in assemble(read_files(root)).diagnostics]


def test_a_site_with_ships(with_ships: Path) -> None:
    assert faults(with_ships) == []
    run_command(main, ["build", "--root", str(with_ships)])
    assert broken_links(with_ships / "site") == []
    page = read(with_ships, "ships/vega/index.html")
    for words in (
        "<title>Vega (ship)",
        "Gothenburg",
        "1872–1903",
        "<mark>SS Vega</mark>",
        "<dt>Home port</dt>",
        '<a href="https://example.org/vega">',
        '<a href="../../persons/brandt/index.html">',
    ):
        assert words in page
    assert "1872–1903" in read(with_ships, "ships/index.html")
    table = read(with_ships, "data/ships.csv").splitlines()
    assert table[0] == "id,name,sort,launched,lost,port,captain,plans,summary,letters,same_as,url"
    assert table[1].startswith(
        "ship-vega,Vega,Vega,1872,1903,Gothenburg,person-brandt,https://example.org/vega,"
    )
    package = json.loads(read(with_ships, "data/datapackage.json"))
    (ships,) = [each for each in package["resources"] if each["name"] == "ships"]
    described = {field["name"]: field["description"] for field in ships["schema"]["fields"]}
    assert described["launched"] == "Launched (EDTF)" and described["port"] == "Home port"
    assert "data/ships.csv" in read(with_ships, "downloads/index.html")
    said = json.loads(html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")[0])
    values = {each["propertyID"]: each for each in said["additionalProperty"]}
    assert values["launched"]["value"] == "1872" and values["port"]["name"] == "Home port"
    assert values["captain"]["value"] == "Nils Brandt"
    assert values["captain"]["url"].endswith("/persons/brandt/")
    assert "data:application/x-bibtex" in (with_ships / "site/ships/vega/index.html").read_text("utf-8")
    link = '<a class="name ship" href="../../ships/vega/index.html">SS Vega</a>'
    assert link in read(with_ships, "letters/3/index.html")
    assert "What they sailed in." in read(with_ships, "browse/index.html")
    for path in ("index.html", "letters/1/index.html", "search/index.html"):
        assert "ships/index.html" in read(with_ships, path)


def test_tei_of_ships(with_ships: Path) -> None:
    files = tei_of(with_ships)
    letter = etree.fromstring(files["tei/L3.xml"])
    named = letter.xpath("//t:objectName[@ref='#ship-vega']/text()", namespaces=NS)
    assert named == ["SS Vega", "she"]
    registers = etree.fromstring(files["tei/registers.xml"])
    object_ = "//t:listObject/t:object[@xml:id='ship-vega']/t:objectIdentifier/t:objectName/text()"
    assert registers.xpath(object_, namespaces=NS) == ["Vega", "SS Vega"]
    said = {note.get("type"): note for note in registers.xpath("//t:object/t:note[@type]", namespaces=NS)}
    assert said["port"].text == "Gothenburg" and said["launched"][0].get("when") == "1872"
    assert said["captain"][0].get("target") == "#person-brandt"


def test_tei_of_ships_is_valid(with_ships: Path, tei_schema: Path) -> None:
    (with_ships / "tei").mkdir()
    files = [with_ships / path for path in tei_of(with_ships)]
    for path, data in tei_of(with_ships).items():
        (with_ships / path).write_bytes(data)
    assert faults_in(files, tei_schema) == ""


def test_the_search_knows_ships(with_ships: Path) -> None:
    site = site_of(with_ships)
    texts = {text.url: text for part in parts_of(site.edition, site.config) for text in part.texts()}
    ship = texts["ships/vega/index.html"]
    assert (ship.name, ship.about, ship.passages[0].kind) == ("Vega", "Ship", "entry")
    (summary,) = [each for each in texts["letters/3/index.html"].passages if each.unit == "s1"]
    assert "ship-vega" in summary.named


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "annotations/ships.yaml",
            "ship-vega:",
            "vessel-vega:",
            "D105 the id “vessel-vega” does not begin with “ship-”",
        ),
        ("annotations/ships.yaml", "1903", "soon", "D106 lost: “soon” is not a date"),
        ("annotations/ships.yaml", "captain: person-brandt", "captain: Brandt", "D105"),
        (
            "annotations/ships.yaml",
            "captain: person-brandt",
            "captain: person-brandy",
            "L101 “person-brandy” is not in annotations/persons.yaml",
        ),
        ("annotations/ships.yaml", "port: Gothenburg", "harbour: Gothenburg", "D103"),
        (
            "annotations/ships.yaml",
            "SS Vega",
            "Brandt",
            "R102 “Brandt” is claimed by ship-vega and by person-brandt",
        ),
        ("annotations/ships.yaml", "[SS Vega]", "[SS Vega, SS Vega]", "R206"),
        (
            "sources/letters/003.md",
            "ship-vega",
            "ship-vgea",
            "L101 “ship-vgea” is not in annotations/ships.yaml",
        ),
        (
            "annotations/ships.yaml",
            "person-brandt",
            "ship-vegas",
            "L101 “ship-vegas” is not in annotations/ships.yaml",
        ),
    ],
)
def test_checks_of_ships(with_ships: Path, file: str, old: str, new: str, fault: str) -> None:
    path = with_ships / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert any(found.startswith(fault) for found in faults(with_ships)), faults(with_ships)


def test_ships_are_cited_and_written_like_other_entries(with_ships: Path) -> None:
    site = site_of(with_ships)
    assert address("ship-vega") == "ships/vega/"
    answer = resolve("https://example.org/ships/vega/", Catalogue(site.edition, site.config))
    assert [target.id for target in answer.targets] == ["ship-vega"]
    ship = KINDS["ships"].form
    assert form_of("annotations/ships.yaml").value is ship
    assert keys_of(ship)[-5:] == ["launched", "lost", "port", "captain", "plans"]
    assert "ships.schema.json" in schemas()
    assert json.loads(ids_schema(site.edition))["definitions"]["ship"]["enum"] == ["ship-vega"]


def test_an_editor_makes_a_ship(with_ships: Path) -> None:
    run_command(main, ["new", "ship", "Fram", "--launched", "1892", "--root", str(with_ships)])
    text = (with_ships / "annotations/ships.yaml").read_text("utf-8")
    assert text.startswith("ship-fram:\n  name: Fram\n") and "what ship this was" in text


def test_entries_of_own_kinds_are_kept_between_runs(with_ships: Path) -> None:
    ship = site_of(with_ships).edition.registers["ships"].entries["ship-vega"]
    assert pickle.loads(pickle.dumps(ship)) == ship


MISDESCRIBED = {
    "id: ship": "id: person → 33 “person” is the beginning of other ids already",
    "one: ship": "one: letter → 34 “letter” is the name of something else already",
    "heading: Ships": "heading: <Ships> → 35 <Ships>",
    "tei: object": "tei: vessel → 38",
    "lifetime: [launched, lost]": "lifetime: [launched, port] → 39",
    "port: Home port": "summary: Home port → 41",
}


@pytest.mark.parametrize("old", MISDESCRIBED)
def test_a_kind_that_cannot_be_is_told_at_its_place(with_ships: Path, old: str) -> None:
    settings = with_ships / "sources/edition.yaml"
    first = settings.read_text("utf-8").partition("registers:\n")[0].count("\n")
    new, told = MISDESCRIBED[old].split(" → ")
    settings.write_text(settings.read_text("utf-8").replace(old, new), "utf-8")
    found = assemble(read_files(with_ships)).diagnostics
    line, _, words = told.partition(" ")
    places = [
        (str(d.location.line - first + 30), d.message)
        for d in found
        if d.location.path.endswith("edition.yaml")
    ]
    assert [place for place, message in places if words in message] == [line], found
    assert len(found) == 1, "nothing follows from it"


# -- the table ---------------------------------------------------------------------------------------


def test_rows_are_told_apart() -> None:
    for key in ("register", "prefix", "form", "noun", "folder"):
        values = [getattr(kind, key) for kind in KINDS.values()]
        assert len(set(values)) == len(values), key


def test_every_kind_with_pages_has_its_templates() -> None:
    templates = Path(__file__).parents[1] / "templates"
    for kind in (kind for kind in KINDS.values() if kind.own_pages):
        assert (templates / kind.template).is_file()
        assert (templates / f"register/{kind.listing}.html.j2").is_file()


def test_registers_are_never_absent_but_empty() -> None:
    registers = every_register([])
    assert registers.keys() == KINDS.keys()
    assert not any(register.entries for register in registers.values())
    assert registers["persons"].kind.form is Person


def test_the_kind_of_an_id() -> None:
    assert kind_of("org-tass") is KINDS["organisations"]
    assert kind_of("person") is None and kind_of("essay-mosses") is None and kind_of("L16.n5") is None

"""The edition as Distributed Text Services: walked through as a client does it, from the entry point on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import ROOT, site_of
from lxml import etree
from served import served

from edition.render import dts
from edition.render.dts import answers
from edition.render.site import Site
from edition.serve.http import find_file
from edition.tei.tree import select

TEI, DTS = "http://www.tei-c.org/ns/1.0", "https://w3id.org/api/dts#"
COLLECTION = {"@id", "@type", "title", "totalParents", "totalChildren", "collection"}
RESOURCE = COLLECTION | {"navigation", "document", "citationTrees"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("dts") / "two-lights"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    return site_of(root)


@pytest.fixture(scope="module")
def get(example: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], bytes]]:
    """What stands at an address of the edition, asked of a server of static files."""
    folder = tmp_path_factory.mktemp("served")
    for job in dts.plan(example):
        (folder / job.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / job.path).write_bytes(job.make())
    with served(folder) as server:

        def ask(address: str) -> bytes:
            with urlopen(f"{server}{address.removeprefix(example.config.url)}") as response:
                return bytes(response.read())

        yield ask


def expand(template: str, **values: str) -> str:
    """A URI template with path segments. (RFC 6570, 3.2.6.)"""

    def segments(match: re.Match[str]) -> str:
        return "".join(f"/{values[name]}" for name in match[1].split(",") if name in values)

    return re.sub(r"\{/([\w,]+)\}", segments, template)


def test_a_client_walks_from_the_entry_point_to_each_unit(example: Site, get: Callable[[str], bytes]) -> None:
    entry = json.loads(get(example.config.url + "dts/index.json"))
    assert (entry["@type"], entry["dtsVersion"]) == ("EntryPoint", "1.0")
    assert entry["@context"] == "https://dtsapi.org/context/v1.0.json"
    top = json.loads(get(expand(entry["collection"])))
    assert json.loads(get(expand(entry["collection"], id=top["@id"]))) == top
    walked = []
    for part in top["member"]:
        assert part.keys() >= COLLECTION and part["totalParents"] == 1
        members = json.loads(get(expand(part["collection"])))["member"]
        assert len(members) == part["totalChildren"]
        for member in members:
            assert member.keys() >= RESOURCE and member["@type"] == "Resource"
            assert {"@context": 1, **member}.keys() <= json.loads(get(member["collection"])).keys()
            walked += units_of(example, member, entry, get)
    known = [unit for document in example.edition.documents.values() for unit, _ in document.facts.cited]
    assert sorted(walked) == sorted(known) and len(known) > 40


def units_of(example: Site, member: dict, entry: dict, get: Callable[[str], bytes]) -> list[str]:
    """The units of a text, each of which stands in a wrapper as it stands in the text."""
    ref = member["@id"]
    tree = json.loads(get(expand(entry["navigation"], resource=ref)))
    kinds = {each["citeType"] for each in tree["resource"]["citationTrees"][0]["citeStructure"]}
    whole = etree.fromstring(get(expand(entry["document"], resource=ref)))
    assert whole.tag == f"{{{TEI}}}TEI" and whole.find(f"{{{TEI}}}teiHeader") is not None
    for unit in tree["member"]:
        assert (unit["@type"], unit["level"], unit["parent"]) == ("CitableUnit", 1, None)
        assert unit["citeType"] in kinds and unit["@id"].startswith(example.config.url)
        address = expand(member["document"], ref=unit["identifier"])
        assert address == expand(entry["document"], resource=ref, ref=unit["identifier"])
        (wrapper,) = etree.fromstring(get(address))
        assert wrapper.tag == f"{{{DTS}}}wrapper" and len(wrapper) == 1
        (same,) = select(whole, "//*[@xml:id=$unit]", unit=unit["identifier"])
        assert without_spaces(wrapper) == without_spaces(same) != ""
    return [unit["identifier"] for unit in tree["member"]]


def without_spaces(element: etree._Element) -> str:
    """The words of an element; a whole file is indented, a unit of it is not."""
    return "".join("".join(element.itertext()).split())


def test_what_is_not_there_is_not_found(example: Site, get: Callable[[str], bytes]) -> None:
    with pytest.raises(HTTPError, match="404"):
        get(example.config.url + "dts/document/L1/L1.p99.xml")


def test_a_long_collection_has_pages(example: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PAGE", 4)
    monkeypatch.setattr(dts, "PAGE", 4)
    made = {job.path: job for job in dts.plan(example)}
    pages = [json.loads(made[f"dts/collection/letters{n}.json"].make()) for n in ("", "/2", "/3")]
    assert [len(page["member"]) for page in pages] == [4, 4, 1]
    views = [page["view"] for page in pages]
    assert [view["next"] for view in views] == [views[1]["@id"], views[2]["@id"], views[2]["@id"]]
    assert {view["first"] for view in views} == {views[0]["@id"]}


def test_of_very_many_units_whole_texts_are_served(example: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dts, "MOST_UNITS", 10)
    made = {job.path: job for job in dts.plan(example)}
    assert json.loads(made["dts/index.json"].make())["document"].endswith("dts/document{/resource}.xml")
    assert "dts/document/L1.xml" in made and not any(path.startswith("dts/document/L1/") for path in made)


def test_serve_knows_the_entry_point(tmp_path: Path) -> None:
    assert find_file(tmp_path, "/dts/") == "dts/index.json"

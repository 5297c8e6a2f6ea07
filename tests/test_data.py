"""The edition as data: each format says what the edition says, and other programs can read it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT, SHARED, copy_sample, missing, site_of
from lxml import etree, html
from tei_validity import by_jing

from edition.forms.language import ENGLISH
from edition.lookup.addresses import address
from edition.model import Job
from edition.render import RENDERERS, data, offers, plan
from edition.render.data.tables import csv_of
from edition.render.data_tables import Column
from edition.render.site import Site

GRAPHML = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The second edition, with two identifiers of persons elsewhere."""
    root = tmp_path_factory.mktemp("data") / "two-lights"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    register = root / "annotations/persons.yaml"
    text = register.read_text("utf-8")
    known = "  same_as: {GND: https://d-nb.info/gnd/000000001}\n"
    first = text.index("\n", text.index("  name:")) + 1
    register.write_text(text[:first] + known + text[first:], "utf-8")
    return site_of(root)


def jobs_of(site: Site) -> list[Job]:
    return [*data.plan(site), *(job for job in RENDERERS["tei"](site) if job.path.endswith(".zip"))]


@pytest.fixture(scope="module")
def files(example: Site) -> dict[str, bytes]:
    return {job.path: job.make() for job in jobs_of(example)}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_tables_say_what_the_edition_says(example: Site, files: dict[str, bytes]) -> None:
    letters = rows_of(files["data/letters.csv"])
    assert [row["id"] for row in letters] == [letter.id for letter in example.letters]
    first, head = letters[0], example.letters[0]
    assert (first["date"], first["senders"], first["topics"]) == (
        head.edtf,
        "; ".join(name.words for name in head.sender),
        "; ".join(head.topics),
    )
    included = [row["text_included"] == "true" for row in letters]
    assert included == [letter.included for letter in example.letters]
    ids = {row["id"] for row in rows_of(files["data/entries.csv"])}
    assert ids == {ref for _, ref, _ in example.edition.entries()}
    mentions = rows_of(files["data/mentions.csv"])
    assert len(mentions) == len(example.edition.mentions) and {row["entry"] for row in mentions} <= ids


def test_every_address_in_a_table_is_a_page(example: Site, files: dict[str, bytes]) -> None:
    pages = {job.path for plan in RENDERERS.values() for job in plan(example)}
    for path, content in files.items():
        if path.endswith(".csv"):
            for row in rows_of(content):
                page, _, _ = row["url"].removeprefix(example.config.url).partition("#")
                assert f"{page}index.html" in pages, (path, row["url"])


def test_the_package_describes_the_tables(files: dict[str, bytes]) -> None:
    package = json.loads(files["data/datapackage.json"])
    described = {resource["path"]: resource["schema"] for resource in package["resources"]}
    assert {f"data/{path}" for path in described} == {path for path in files if path.endswith(".csv")}
    readers = {"integer": int, "number": float, "string": str, "boolean": {"true": True, "false": False}.get}
    for path, schema in described.items():
        rows = rows_of(files[f"data/{path}"])
        assert list(rows[0]) == [field["name"] for field in schema["fields"]]
        for row in rows:
            for field in schema["fields"]:
                assert not row[field["name"]] or readers[field["type"]](row[field["name"]]) is not None
        for key in schema.get("primaryKey", ()):
            assert len({row[key] for row in rows}) == len(rows)


def test_the_database_holds_the_tables(files: dict[str, bytes]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["data/edition.sqlite"])
        for path in (path for path in files if path.endswith(".csv")):
            name = path[len("data/") : -len(".csv")]
            (count,) = connection.execute(f"select count(*) from {name}").fetchone()
            assert count == len(rows_of(files[path]))
        named = connection.execute(
            "select count(distinct document) from mentions join letters on document = id"
        )
        assert named.fetchone()[0] > 3


def test_the_network_joins_nodes_that_are_there(example: Site, files: dict[str, bytes]) -> None:
    graph = etree.fromstring(files["data/network.graphml"])
    nodes = set(graph.xpath("//g:node/@id", namespaces=GRAPHML))
    ends = set(graph.xpath("//g:edge/@source | //g:edge/@target", namespaces=GRAPHML))
    assert nodes == ends | {letter.id for letter in example.letters}
    weights = graph.xpath("//g:edge[g:data='mentions']/g:data[@key='weight']/text()", namespaces=GRAPHML)
    letters = {letter.id for letter in example.letters}
    assert sum(map(int, weights)) == sum(m.document in letters for m in example.edition.mentions)


def test_a_beacon_leads_from_an_identifier_to_a_page(example: Site, files: dict[str, bytes]) -> None:
    lines = files["data/beacon-gnd.txt"].decode().splitlines()
    assert lines[:3] == [
        "#FORMAT: BEACON",
        "#PREFIX: https://d-nb.info/gnd/{ID}",
        f"#TARGET: {example.config.url}{{ID}}",
    ]
    ref = next(ref for _, ref, entry in example.edition.entries() if entry.same_as)
    assert lines[-1] == f"000000001|{address(ref)}"


def test_cmif_is_valid_and_names_entries_by_what_is_known_elsewhere(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    assert b'ref="https://d-nb.info/gnd/000000001"' in files["cmif.xml"]
    assert b'"cmif:mentionsPerson"' in files["cmif.xml"]
    assert faults_of_cmif(tmp_path, files["cmif.xml"]) == ""


def test_very_many_letters_are_several_cmif_files(example: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "MOST_LISTED", 4)
    made = {job.path: etree.fromstring(job.make()) for job in data.plan(example) if "cmif" in job.path}
    assert list(made) == ["cmif.xml", "cmif-2.xml", "cmif-3.xml"]
    keys = [key for tree in made.values() for key in tree.xpath("//*[local-name()='correspDesc']/@key")]
    assert keys == [letter.number for letter in example.letters if letter.sent]
    own = [tree.xpath("string(//*[local-name()='idno'])") for tree in made.values()]
    assert own == [example.config.url + path for path in made]
    assert {offer.path for offer in offers.offers(example)} >= made.keys()


def faults_of_cmif(folder: Path, *contents: bytes) -> str:
    if not (SHARED / "schema/cmif.rng").is_file():
        missing("the schema of CMIF (../shared/schema/cmif.rng)")
    files = {folder / f"cmif-{number}.xml": content for number, content in enumerate(contents)}
    for path, content in files.items():
        path.write_bytes(content)
    return by_jing(files, SHARED / "schema/cmif.rng")


def test_an_annotation_quotes_the_words_before_its_sign(example: Site, files: dict[str, bytes]) -> None:
    pages = {job.path: job for job in RENDERERS["html"](example)}
    collection = json.loads(files["annotations/index.json"])
    page, seen = collection["first"], []
    while page:
        content = json.loads(files[page.removeprefix(example.config.url)])
        assert content["startIndex"] == len(seen)
        for annotation in content["items"]:
            seen.append(annotation["canonical"])
            selector = annotation["target"]["selector"]
            source = annotation["target"]["source"].removeprefix(example.config.url)
            (passage,) = html.fromstring(pages[f"{source}index.html"].make()).xpath(
                "//*[@id=$id]", id=selector["value"]
            )
            for unread in passage.xpath(".//del | .//*[@class='heard']"):
                unread.drop_tree()
            words = " ".join(passage.text_content().split())
            assert selector["refinedBy"]["exact"] in words, annotation["id"]
        page = content.get("next", "")
    notes = [ref for document in example.edition.documents.values() for ref, _ in document.facts.voices]
    assert seen == [example.config.url + address(ref) for ref in notes] and collection["total"] == len(seen)


def test_archives_hold_the_tei_and_are_the_same_again(example: Site, files: dict[str, bytes]) -> None:
    archive = files["downloads/tei.zip"]
    with ZipFile(io.BytesIO(archive)) as packed:
        documents = {f"tei/{ref}.xml": each.data for ref, each in example.edition.documents.items()}
        assert {name: packed.read(name) for name in packed.namelist() if name in documents} == documents
        assert "tei/registers.xml" in packed.namelist()
    again = {job.path: job.make() for job in jobs_of(example)}
    assert again == files


def test_many_documents_are_several_archives(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "sample")
    config = root / "sources/edition.yaml"
    config.write_text(f"{config.read_text('utf-8')}longest: {{letters: 2}}\n", "utf-8")
    site = site_of(root)
    archives = [job for job in jobs_of(site) if job.path.endswith(".zip")]
    assert [job.path for job in archives][:2] == ["downloads/tei-1.zip", "downloads/tei-2.zip"]
    held = [use for job in archives for use in job.uses if use.startswith("document:")]
    assert sorted(held) == sorted(f"document:{ref}" for ref in site.edition.documents)
    assert ["registers" in job.uses for job in archives] == [False] * (len(archives) - 1) + [True]


def test_topics_of_paragraphs_are_a_table_and_on_the_pages_of_topics(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "sample")
    letter = root / "sources/letters/001.md"
    by_paragraph = "topics: [topic-mosses]\nparagraph_topics: {s2: [topic-mosses]}\n"
    letter.write_text(letter.read_text("utf-8").replace("topics: [topic-mosses]\n", by_paragraph), "utf-8")
    jobs = {job.path: job for job in plan(site_of(root))}
    rows = rows_of(jobs["data/topics.csv"].make())
    assert [(row["topic"], row["document"], row["unit"]) for row in rows] == [("topic-mosses", "L1", "L1.s2")]
    page = html.fromstring(jobs["topics/mosses/index.html"].make())
    (link,) = page.xpath("//ol[@class='letter-list']//a[contains(@href, '#')]")
    assert (link.get("href"), link.text) == ("../../letters/1/index.html#s2", "2")
    assert jobs["topics/mosses/index.html"].uses >= {"heads"}


def test_an_empty_cell_is_empty_and_a_quotation_stays_whole() -> None:
    columns = [Column("a", "string", ""), Column("b", "boolean", "")]
    assert csv_of(columns, [('x, “y”\n"z"', None), ("", True)]) == ('a,b\r\n"x, “y”\n""z""",\r\n,true\r\n')


def test_the_page_of_downloads_leads_to_each_file(example: Site, files: dict[str, bytes]) -> None:
    jobs = {job.path: job for job in plan(example)}
    page = html.fromstring(jobs["downloads/index.html"].make())
    linked = {link.removeprefix("../") for link in page.xpath("//dl[@class='downloads']//a/@href")}
    assert linked <= jobs.keys() and len(linked) == len(page.xpath("//dl[@class='downloads']/dt"))
    pages = {path for path in files if path.startswith("annotations/")} - {"annotations/index.json"}
    assert linked >= files.keys() - pages
    row = page.xpath("//dt[a='letters.csv']/small/text()")
    assert row == [f"{len(example.letters)} rows · {as_size(files['data/letters.csv'])}"]


def as_size(*contents: bytes) -> str:
    return ENGLISH.size(sum(map(len, contents)))


def test_the_page_of_downloads_tells_sizes(example: Site, files: dict[str, bytes]) -> None:
    jobs = {job.path: job for job in plan(example)}
    page = jobs["downloads/index.html"]
    assert page.here and page.uses > jobs["data/edition.sqlite"].uses | jobs["tei/common/L1.xml"].uses
    site = replace(example, sizes={"cmif.xml": 7_250_000, "downloads/edition.epub": 999})
    shown = html.fromstring(next(job for job in plan(site) if job.path == page.path).make())
    sizes = {dt.findtext("a"): dt.findtext("small") for dt in shown.xpath("//dl[@class='downloads']/dt")}
    assert sizes["cmif.xml"].endswith(" · 7.2 MB") and sizes["edition.epub"].endswith(" · 999 bytes")
    notes = [data for path, data in files.items() if path.startswith("annotations/")]
    assert sizes["annotations/"].endswith(f" · {len(notes)} files, {as_size(*notes)}")
    assert all(re.search(r"\d (bytes|kB|MB)$", size) for size in sizes.values())


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        *[(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1 kB"), (999_499, "999 kB")],
        *[(999_500, "1.0 MB"), (1_550_000, "1.6 MB"), (123_456_789, "123.5 MB")],
    ],
)
def test_a_size_is_short(count: int, shown: str) -> None:
    assert ENGLISH.size(count) == shown


def test_the_real_edition_is_harvested(full_site: Site, calendar_site: Site, tmp_path: Path) -> None:
    lists = []
    for site in (full_site, calendar_site):
        jobs = {job.path: job for job in data.plan(site)}
        lists.append(jobs["cmif.xml"].make())
        assert len(rows_of(jobs["data/letters.csv"].make())) == len(site.letters)
        assert len(rows_of(jobs["data/mentions.csv"].make())) == len(site.edition.mentions)
    assert faults_of_cmif(tmp_path, *lists) == ""

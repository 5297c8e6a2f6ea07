"""Every code has a folder with a mistake and the words in which it is told."""

from __future__ import annotations

import ast
import json
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from conftest import ROOT, TESTS, run_command
from hypothesis import given
from hypothesis import strategies as st
from word_files import zip_parts

from edition.check import OF_DOCUMENT, OF_EDITION, OF_FILES, OF_PROSE, OF_WORDS
from edition.check.closeness import in_order as words_in_order
from edition.check.closeness import sentences
from edition.check.pinpoint import pinpoint
from edition.check.running_text import Passage
from edition.cli import main
from edition.cli.telling import as_github, as_text, excerpt
from edition.findings.diagnostics import Diagnostic, Location, in_order
from edition.findings.explaining import GROUPS, as_page, explain
from edition.findings.rule import yields
from edition.importer.run import run_import
from edition.importer.word import import_word
from edition.model import Source
from edition.pipeline import assemble, build
from edition.pipeline.rules import RULES
from edition.read.tei import read_tei
from edition.runs.publishing import publish_version
from edition.runs.validating import validate_edition
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.words.date_words import date_in

FOLDERS = sorted(path.name for path in (TESTS / "checks").iterdir() if path.is_dir())

KEPT: dict[str, object] = {}  # the documents of the sample, which most cases have as they are

# what is found in a book, a schema, the name of a version or the machine
NOT_IN_A_LINE = ("I", "S", "N206", "X")


def findings(root: Path, folder: Path) -> list[Diagnostic]:
    """What is said about a case: it is imported, read as TEI, published, built or checked as an edition."""
    if (folder / "word").is_dir():
        file = zip_parts(folder / "word", root.parent / "letter.docx")
        return import_word(root, file, "L3", by="edition", dry_run=False, force=False).problems
    if (folder / "import").is_dir():
        shutil.rmtree(root / "sources" / "imported")
        shutil.rmtree(root / "annotations" / "imported")
        only = (folder / "only").read_text().strip() if (folder / "only").is_file() else ""
        outcome = run_import(root, folder / "import", only=only)
        if (folder / "edit").is_file():
            edited = root / (folder / "edit").read_text().strip()
            edited.write_text(edited.read_text().replace("mosses", "ferns"))
            book = folder / "in" / "sources" / "recipes" / "tiny.yaml"
            recipe = root / "sources" / "recipes" / "tiny.yaml"
            recipe.write_text(book.read_text().replace("read: small", "read: tiny"))
            outcome = run_import(root, folder / "import")
        return in_order(outcome.problems)
    if (folder / "in" / "tei").is_dir():
        paths = sorted((folder / "in" / "tei").glob("*.xml"))
        return [d for path in paths for d in read_tei(Source(f"tei/{path.name}", path.read_bytes()))[1]]
    if folder.name in {"D212", "X202"}:
        return build(root).diagnostics
    if (folder / "publish").is_file():
        version = (folder / "publish").read_text().strip()
        return publish_version(root, version, "2026-11-22", "Nothing").diagnostics
    if folder.name == "S201":
        sources = read_files(root)
        result = assemble(sources)
        assert result.edition is not None and result.config is not None
        faults = validate_edition(result.edition, result.config, root, folder / "schema.rng")
        return in_order(pinpoint(faults, {source.path: source for source in sources}))
    memo = Memo(KEPT)
    found = assemble(read_files(root), memo).diagnostics
    KEPT.update(memo.used)
    return found


@pytest.mark.parametrize("code", FOLDERS)
def test_a_mistake_is_told(code: str, sample: Path, golden, request: pytest.FixtureRequest) -> None:
    folder = TESTS / "checks" / code
    if code == "S201":
        request.getfixturevalue("tei_schema")
    shutil.copytree(folder / "in", sample, dirs_exist_ok=True)
    found = findings(sample, folder)
    assert code in {finding.code for finding in found}
    golden(folder / "golden.txt", "".join(f"{finding}\n" for finding in found))
    if not code.startswith(NOT_IN_A_LINE):
        assert [str(finding) for finding in found if not has_a_place(finding, sample)] == []


@pytest.mark.parametrize("command", [["check"], ["publish", "1.0", "-m", "The first"]])
def test_two_pages_at_one_address_are_told_before_a_build(sample: Path, command: list[str]) -> None:
    shutil.copytree(TESTS / "checks/D212/in", sample, dirs_exist_ok=True)
    told = run_command(main, [*command, "--root", str(sample)], expect=1).output
    assert "essay-intro-gardens and intro-gardens both claim essays/intro-gardens/" in told


def has_a_place(finding: Diagnostic, root: Path) -> bool:
    """Whether there is such a file, and such a line in it."""
    path = root / finding.location.path
    return path.is_file() and finding.location.line <= path.read_bytes().count(b"\n") + 1


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert set(FOLDERS) == set(RULES)


def test_the_flawless_edition_has_no_findings(sample: Path) -> None:
    assert assemble(read_files(sample)).diagnostics == []


def test_all_mistakes_are_told_in_one_run(sample: Path) -> None:
    """Several cases on different files, laid over one another: none hides another."""
    codes = ["A101", "A202", "M104", "R102", "D110"]
    for code in codes:
        shutil.copytree(TESTS / "checks" / code / "in", sample, dirs_exist_ok=True)
    assert set(codes) <= {finding.code for finding in assemble(read_files(sample)).diagnostics}


def test_the_page_of_codes_says_what_explain_says(golden) -> None:
    golden(ROOT / "docs" / "codes.md", as_page(RULES))


def test_every_code_is_explained() -> None:
    assert {code[0] for code in RULES} == set(GROUPS)
    page = as_page(RULES)
    for code, rule in RULES.items():
        said = explain(code, RULES)
        assert rule.title in said and rule.bad in said and rule.good in said
        assert rule.bad in page and rule.why in page


def rules_in(folder: Path) -> list[str]:
    """The codes of the rules that stand in the modules of a folder, each a constant named by its code."""
    codes = []
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
                codes.append(ast.literal_eval(node.args[0]))
                assert RULES[codes[-1]] == getattr(module_at(path), codes[-1])
    return codes


def module_at(path: Path) -> ModuleType:
    return import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


def test_a_rule_stands_in_one_place() -> None:
    assert sorted(rules_in(ROOT / "edition")) == list(RULES)


def test_a_check_declares_its_rules() -> None:
    tables = (*OF_FILES, *OF_DOCUMENT, *OF_PROSE, *OF_EDITION, *OF_WORDS)
    declared = {rule.code for check in tables for rule in check.rules}
    of_no_table = {"S201", "W101", "W102", "W103"}
    assert set(rules_in(ROOT / "edition" / "check")) - of_no_table <= declared

    undeclared = yields(RULES["A101"])(lambda: iter([RULES["A102"].at(Location("a.md"), "x")]))
    with pytest.raises(KeyError, match="A102"):
        list(undeclared())


def test_explain_needs_no_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert "R204 (warning)" in runner.invoke(main, ["check", "--explain", "r204"]).output
    refused = runner.invoke(main, ["check", "--explain", "R24"])
    assert refused.exit_code == 2
    assert "did you mean “R204”?" in refused.output


def test_a_line_is_shown_with_a_caret() -> None:
    assert excerpt("Holm sends", 7, 6) == "     7 | Holm sends\n       |      ^"
    tabbed, wide = excerpt("\tHolm", 7, 2).split("\n")[1], excerpt("植物 Holm", 7, 4).split("\n")[1]
    assert tabbed == "       | \t^"
    assert wide == "       |      ^"


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=400), st.integers(1, 420))
def test_a_long_line_is_cut_around_the_column(line: str, column: int) -> None:
    shown, caret = excerpt(line, 7, column).split("\n")
    at = caret.index("^")
    assert len(shown) <= 100 and at < 100
    if column <= len(line) and not line[column - 1].isspace():
        assert shown[at] == line[column - 1]


def test_github_is_told_in_its_own_words() -> None:
    finding = RULES["R203"].at(Location("a,b:c.md", 3, 4), "50% of\nit", "mend it")
    assert as_github(finding) == (
        "::warning file=a%2Cb%3Ac.md,line=3,col=4,title=R203::50%25 of%0Ait (mend it)"
    )
    assert as_github(RULES["D110"].at(Location("a.md"), "x")) == "::error file=a.md,title=D110::x"


def test_findings_in_all_formats(sample: Path) -> None:
    shutil.copytree(TESTS / "checks" / "R203" / "in", sample, dirs_exist_ok=True)
    (finding,) = assemble(read_files(sample)).diagnostics
    arguments = ["check", "--root", str(sample), "--format"]
    found = json.loads(run_command(main, [*arguments, "json"]).output)
    assert found == [finding.as_dict()]
    assert run_command(main, [*arguments, "github"]).output == f"{as_github(finding)}\n"
    text = run_command(main, [*arguments, "text"]).output
    assert text == f"{as_text(finding, sample)}\n0 errors, 1 warning.\n"
    assert "\x1b" not in text


def test_a_waiver_may_need_the_imported_text(sample: Path) -> None:
    """Where a text is missing it may be unused; where all is there it must be used."""
    waiver = "waivers:\n  - {code: R201, about: nothing, needs: imported, reason: None.}\n"
    (sample / "annotations" / "waivers.yaml").write_text(waiver)
    assert assemble(read_files(sample)).diagnostics == []
    text = (sample / "sources" / "imported" / "letters" / "001.md").read_text()
    bare = text.split("---")[0] + "---\nletter: L3\nrecipe: sample\n---\n\nNothing.\n"
    (sample / "sources" / "imported" / "letters" / "003.md").write_text(bare)
    assert "W101" in {finding.code for finding in assemble(read_files(sample)).diagnostics}


def test_a_waiver_holds_for_its_file_alone(sample: Path) -> None:
    shutil.copytree(TESTS / "checks" / "R203" / "in", sample, dirs_exist_ok=True)
    waivers = sample / "annotations" / "waivers.yaml"
    form = "waivers:\n  - {{code: R203, about: Lindqvist, file: {}, reason: None.}}\n"
    waivers.write_text(form.format("sources/letters/003.md"))
    assert assemble(read_files(sample)).diagnostics == []
    waivers.write_text(form.format("sources/letters/002.md"))
    assert {f.code for f in assemble(read_files(sample)).diagnostics} == {"R203", "W101"}


def test_without_java_the_schema_is_refused_in_one_line(sample: Path, monkeypatch, tmp_path: Path) -> None:
    schema = tmp_path / "any.rng"
    schema.write_text("<grammar/>")
    monkeypatch.setenv("PATH", str(tmp_path))
    arguments = ["check", "--root", str(sample), "--schema", str(schema)]
    result = run_command(main, arguments, expect=1)
    assert result.output == "Error: There is no Java, which the validation by a schema needs.\n"


def test_the_sample_is_valid_by_the_schema(sample: Path, tei_schema: Path) -> None:
    result = run_command(main, ["check", "--root", str(sample), "--schema", str(tei_schema)])
    assert result.output == "No mistakes found.\n"


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [("a b c", "a b c", 3), ("a b c", "c b a", 1), ("a b c d", "x a y c z d", 3), ("a", "", 0)],
)
def test_words_in_one_order_are_counted(first: str, second: str, shared: int) -> None:
    assert words_in_order(first.split(), second.split()) == shared


def test_a_passage_is_split_into_sentences() -> None:
    text = "Holm saw A. N. Brandt in 1901. “It rained.” Then, it is said, he left! what of it?"
    passage = Passage(text=text, document="L1", unit="L1.s1", kind="summary", place=Location("a.md"))
    assert [sentence.text for sentence in sentences(passage)] == [
        "Holm saw A. N. Brandt in 1901.",
        "“It rained.”",
        "Then, it is said, he left! what of it?",
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("5 November 1929", "1929-11-05"),
        ("in May 1901, or so", "1901-05"),
        ("the 3rd", ""),
        ("May", ""),
        ("(15 June 1902)", "1902-06-15"),
    ],
)
def test_a_date_is_read_in_words(words: str, edtf: str) -> None:
    assert date_in(words) == edtf

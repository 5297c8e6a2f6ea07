"""Small word processor's files, made of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from conftest import run_command

from edition.cli import main

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = ("Salutation", "Signature", "Closing", "Date")
KINDS = ("styles", "comments", "footnotes", "numbering")


def frame() -> dict[str, str]:
    """What every file has besides its text."""
    relations = "".join(
        f'<Relationship Id="r{k}" Type="{OFFICE}/relationships/{k}" Target="{k}.xml"/>' for k in KINDS
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in STYLES
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
    }


def word_file(body: str, **parts: str) -> bytes:
    """A file with this text (the XML within `w:body`) and other parts: `comments`, `footnotes`, …"""
    texts = frame() | {"word/document.xml": document(body)}
    for name, inner in parts.items():
        texts[f"word/{name}.xml"] = f"<w:{name} {W}>{inner}</w:{name}>"
    return zipped(texts)


def document(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def zip_parts(folder: Path, target: Path) -> Path:
    """A file of the parts in a folder and the frame."""
    parts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.xml")}
    target.write_bytes(zipped(frame() | parts))
    return target


def p(*runs: str, style: str = "") -> str:
    """A paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, *properties: str) -> str:
    """A run of words."""
    kinds = "".join(f"<w:{one}/>" for one in properties)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{kinds}</w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r>'


SINGLE, DOUBLE, DOTTED = ('u w:val="single"', 'u w:val="double"', 'u w:val="dotted"')


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(*texts: str) -> str:
    return "".join(f'<w:footnote w:id="{n}">{text}</w:footnote>' for n, text in enumerate(texts, 1))


def change(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="9" w:author="Berit" w:date="2020-01-01T00:00:00Z">{inner}</w:{kind}>'


def bring_in(root: Path, ref: str, sender: str, recipient: str, date: str) -> None:
    """A new letter from a spreadsheet, its text from a word processor; then a table out and in again."""
    table, text = root.parent / "letters.csv", root.parent / f"{ref[1:]}.docx"
    table.write_text(
        "id,kind,sender,recipients,date,summary\n"
        f"{ref},letter,{sender},{recipient},{date},The sender asks for a lamp.\n",
        "utf-8",
    )
    text.write_bytes(word_file(p(r("A lamp, please."), note(1)), footnotes=footnotes(p(r("Of tin.")))))
    told = run_command(main, ["import", str(table), "--root", str(root)]).output
    assert "1 letter written, 0 unchanged" in told
    run_command(main, ["import", str(text), "--root", str(root), "--to", "texts"])
    run_command(main, ["export", str(table), "--root", str(root)])
    told = run_command(main, ["import", str(table), "--root", str(root)]).output
    assert "0 letters written" in told and f"\n{ref}," in table.read_text("utf-8-sig")

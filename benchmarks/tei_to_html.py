"""TEI → HTML two ways, on the texts and notes of all letters: a table of functions, and XSLT 1.0.

    python benchmarks/tei_to_html.py [ROOT]

Prints seconds for each (the best of five runs) over every letter of the edition in ROOT, whatever text is
imported there. The style sheet below does the work of `render.behaviours` for the same elements.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from lxml import etree

from edition.pipeline import assemble
from edition.render.showing import Page, html
from edition.store.source_files import read_files
from edition.tei.tree import select

# ruff: noqa: E501
SHEET = etree.XML(
    """
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:t="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="t">
  <xsl:param name="document"/>
  <xsl:key name="note" match="t:note" use="@xml:id"/>
  <xsl:template match="/"><body>
    <xsl:apply-templates select="//t:abstract/* | /*/t:text/t:body/* | //t:standOff//t:note"/>
  </body></xsl:template>
  <xsl:template name="id"><xsl:if test="@xml:id">
    <xsl:attribute name="id"><xsl:value-of select="substring-after(@xml:id, '.')"/></xsl:attribute>
  </xsl:if></xsl:template>
  <xsl:template match="t:p"><p><xsl:call-template name="id"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="t:head"><h3><xsl:apply-templates/></h3></xsl:template>
  <xsl:template match="t:opener | t:closer | t:div | t:note"><div><xsl:call-template name="id"/>
    <xsl:apply-templates/></div></xsl:template>
  <xsl:template match="t:salute | t:signed | t:dateline | t:address"><p class="{local-name()}">
    <xsl:apply-templates/></p></xsl:template>
  <xsl:template match="t:postscript"><section><xsl:apply-templates/></section></xsl:template>
  <xsl:template match="t:hi[@rend='underline'][@n='1']"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="t:hi[@rend='underline'][@n='2']"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="t:hi | t:foreign | t:emph"><i><xsl:apply-templates/></i></xsl:template>
  <xsl:template match="t:supplied"><span class="supplied">[<xsl:apply-templates/>]</span></xsl:template>
  <xsl:template match="t:choice"><span class="corr" title="{t:sic}"><xsl:apply-templates select="t:corr"/></span>
  </xsl:template>
  <xsl:template match="t:gap"><span class="gap">…</span></xsl:template>
  <xsl:template match="t:pb"><span class="pb"/></xsl:template>
  <xsl:template match="t:ptr"><sup><a href="#{substring-after(@target, '.')}" role="doc-noteref">
    <xsl:value-of select="key('note', substring(@target, 2))/@n"/></a></sup></xsl:template>
  <xsl:template match="t:ref"><a href="{@target}"><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="t:quote"><blockquote><xsl:apply-templates/></blockquote></xsl:template>
  <xsl:template match="t:bibl"><span title="{@n}"><xsl:apply-templates/></span></xsl:template>
  <xsl:template match="t:persName[@ref]">
    <a href="../../persons/{substring-after(@ref, 'person-')}/index.html"><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="t:placeName[@ref]">
    <a href="../../places/{substring-after(@ref, 'place-')}/index.html"><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="t:orgName[@ref]">
    <a href="../../organisations/{substring-after(@ref, 'org-')}/index.html"><xsl:apply-templates/></a>
  </xsl:template>
  <xsl:template match="t:term[@ref]">
    <a href="../../terms/{substring-after(@ref, 'term-')}/index.html"><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="t:label | t:seg"><span><xsl:apply-templates/></span></xsl:template>
</xsl:stylesheet>
""".replace("\n    <xsl:apply", "<xsl:apply")
)


def by_functions(tree: etree._Element, document: str) -> int:
    page = Page("../../", document)
    parts = select(tree, "//t:abstract/* | /*/t:text/t:body/* | //t:standOff//t:note")
    return sum(len(html(part, page)) for part in parts)


def best_of(runs: int, work) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    edition = assemble(read_files(root)).edition
    assert edition is not None
    documents = [(ref, document.tree) for ref, document in edition.documents.items()]
    transform = etree.XSLT(SHEET)
    functions = best_of(5, lambda: [by_functions(tree, ref) for ref, tree in documents])
    sheet = best_of(5, lambda: [len(str(transform(tree))) for _, tree in documents])
    print(f"{len(documents)} letters: functions {functions:.3f} s, XSLT {sheet:.3f} s")


if __name__ == "__main__":
    main()

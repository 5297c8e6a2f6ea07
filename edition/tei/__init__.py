"""TEI as lxml trees: names, edits, words, units, headers, the canonical form."""

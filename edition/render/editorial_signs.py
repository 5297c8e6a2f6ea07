"""The signs with which a text shows what its editors saw and did; a page explains those that it uses."""

from __future__ import annotations

from edition.tei.tree import Element, select

SIGNS = {
    "underlined": ".//t:hi[@rend='underline'][not(@n='2')]",
    "underlined-twice": ".//t:hi[@rend='underline'][@n='2']",
    "deleted": ".//t:del",
    "added": ".//t:add",
    "illegible": ".//t:gap[@reason='illegible']",
    "unclear": ".//t:unclear",
    "hand": ".//*[@hand]",
    "expanded": ".//t:choice[t:abbr or t:orig]",
    "line-break": ".//t:lb[@break='no']",
    "supplied": ".//t:supplied[not(@reason='lost')]",
    "doubtful": ".//t:supplied[not(@reason='lost')][@cert]",
    "omission": ".//t:gap[@reason='editorial']",
    "sic": ".//t:sic[not(parent::t:choice)]",
    "page-break": ".//t:pb",
    "emended": ".//t:choice[t:sic]",
    "lost": ".//t:gap[@reason='lost'] | .//t:supplied[@reason='lost']",
}


def signs_in(body: Element) -> frozenset[str]:
    """The names of the signs that a text uses, keys of `SIGNS`."""
    return frozenset(sign for sign, path in SIGNS.items() if select(body, path))

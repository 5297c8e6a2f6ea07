"""The markup that CSL allows in titles, and Zotero exports: italics, bold, raised, lowered, small capitals.

Each pair of tags becomes two signs of Unicode's private area, so that the words of a title can be treated as
words; `shown` makes HTML of them, `plain` takes them away, `exported` gives the tags back.
"""

from __future__ import annotations

import re

from markupsafe import Markup

TAGS = ("i", "b", "sup", "sub", "sc")
SIGNS = {tag: (chr(0xE000 + 2 * at), chr(0xE001 + 2 * at)) for at, tag in enumerate(TAGS)}
HTML = {"sc": ('<span class="small-capitals">', "</span>")}
SMALL_CAPITALS = re.compile(r'<span style="font-variant: ?small-caps;?">(.*?)</span>')
AS_IT_IS = re.compile(r'<span class="nocase">(.*?)</span>')
ALL = re.compile("[\ue000-\ue009]")


def marked(title: str) -> str:
    """A title with signs for its tags; what is no pair of tags remains as it is."""
    title = SMALL_CAPITALS.sub(r"<sc>\1</sc>", AS_IT_IS.sub(r"\1", title))
    for tag, (begin, end) in SIGNS.items():
        title = re.sub(f"<{tag}>(.*?)</{tag}>", rf"{begin}\1{end}", title)
    return title


def plain(text: object) -> str:
    """A title without its markup."""
    return ALL.sub("", str(text))


def exported(text: str) -> str:
    """A title with the tags of CSL."""
    for tag, (begin, end) in SIGNS.items():
        opening = '<span style="font-variant:small-caps;">' if tag == "sc" else f"<{tag}>"
        text = text.replace(begin, opening).replace(end, "</span>" if tag == "sc" else f"</{tag}>")
    return text


def shown(text: Markup) -> Markup:
    """A citation with HTML for the markup of titles."""
    for tag, (begin, end) in SIGNS.items():
        opening, closing = HTML.get(tag, (f"<{tag}>", f"</{tag}>"))
        text = Markup(str(text).replace(begin, opening).replace(end, closing))
    return text

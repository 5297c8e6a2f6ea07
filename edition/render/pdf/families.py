"""Fonts by their families, as WeasyPrint needs them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*([^;}]+)")
STYLE = re.compile(r"font-(?:style|weight|stretch):\s*[^;}]+")
RANGE = re.compile(r"unicode-range:[^;}]*;?")
LIST = r"((?:--serif|font-family):[^;}]*?)['\"]?\b%s\b['\"]?(?=\s*[,;}])"


def apart(sheet: str) -> str:
    """A style sheet in which no two fonts of one style share a family, as the parts of a face for several
    scripts do: WeasyPrint would take one for the other. The family becomes a list of families. What a font
    has is seen from it and not from its `unicode-range`, which may promise what only another font has."""
    families: dict[str, list[str]] = defaultdict(list)
    seen: Counter[tuple[str, ...]] = Counter()

    def renamed(rule: re.Match[str]) -> str:
        family = FAMILY.search(rule[0])
        if family is None:
            return rule[0]
        name = family[1].strip("'\" ")
        style = (name, *sorted(STYLE.findall(rule[0])))
        seen[style] += 1
        own = f'"{name} {seen[style]}"' if seen[style] > 1 else f'"{name}"'
        families[name] = list(dict.fromkeys([*families[name], own]))
        return RANGE.sub("", rule[0].replace(family[0], f"font-family: {own}"))

    faces = [renamed(rule) for rule in FONT_FACE.finditer(sheet)]
    others = FONT_FACE.split(sheet)
    for name, names in families.items():
        said = rf"\1{', '.join(names)}"
        others = [re.sub(LIST % re.escape(name), said, other) for other in others]
    return others[0] + "".join(face + other for face, other in zip(faces, others[1:], strict=True))

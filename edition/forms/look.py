"""How an edition looks where it wants to look otherwise: logo, colours, face, further words of the menu."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, model_validator

from edition.forms.base import Form, NonEmpty

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
# the colours of templates/css/book.css, where an edition has none of its own
LIGHT = {"paper": "#fbf8f1", "ink": "#221e1a", "soft": "#655b50", "accent": "#8a2318", "panel": "#f3ede0"}
DARK = {"paper": "#191613", "ink": "#e6dfd3", "soft": "#b0a595", "accent": "#e79a86", "panel": "#231f1a"}
READABLE = 4.5  # WCAG 2.2, 1.4.3


class Palette(Form):
    """Colours as #rrggbb: the paper, the ink, what is less important, links, and what is set off."""

    paper: Colour | None = None
    ink: Colour | None = None
    soft: Colour | None = None
    accent: Colour | None = None
    panel: Colour | None = None

    def given(self) -> dict[str, str]:
        """The colours that are the edition's own."""
        return {name: colour for name, colour in self if colour}


class MenuEntry(Form):
    """A further word of the main menu, and the id of the document or entry to which it leads."""

    title: NonEmpty
    to: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9.-]*$")]


class Look(Form):
    """The look of an edition. `logo` is a file in `static/`; `face` names faces that readers may have."""

    logo: Annotated[str, StringConstraints(pattern=r"^([\w-][\w.-]*(/[\w-][\w.-]*)*\.(svg|png|webp))?$")] = ""
    colours: Palette = Palette()
    dark: Palette = Palette()
    face: Annotated[str, StringConstraints(pattern=r"^[\w ,\"'-]*$")] = ""
    menu: list[MenuEntry] = []

    @model_validator(mode="after")
    def _can_be_read(self) -> Look:
        for name, usual, own in (("colours", LIGHT, self.colours), ("dark", DARK, self.dark)):
            palette = usual | own.given()
            for words in ("ink", "soft", "accent"):
                for ground in ("paper", "panel"):
                    ratio = contrast(palette[words], palette[ground])
                    if ratio < READABLE:
                        what = f"{words} {palette[words]} on {ground} {palette[ground]}"
                        raise ValueError(
                            f"{name}: {what} has a contrast of {ratio:.1f}; "
                            f"choose colours with a contrast of {READABLE} or more"
                        )
        return self

    @property
    def sheet(self) -> str:
        """The style sheet that makes the difference; "" where there is none."""
        return "".join(
            [
                _rule(":root", self.colours.given()),
                _rule(":root", {"serif": f"{self.face}, serif"} if self.face else {}),
                _within("@media screen and (prefers-color-scheme: dark)", _rule(":root", _dark(self))),
            ]
        )


def _dark(look: Look) -> dict[str, str]:
    """The colours in the dark: its own, and the usual ones in place of those of the day."""
    return (
        {name: DARK[name] for name in look.colours.given()} if look.colours.given() else {}
    ) | look.dark.given()


def _rule(selector: str, values: dict[str, str]) -> str:
    pairs = " ".join(f"--{name}: {value};" for name, value in values.items())
    return f"{selector} {{ {pairs} }}\n" if pairs else ""


def _within(condition: str, rule: str) -> str:
    return f"{condition} {{ {rule.strip()} }}\n" if rule else ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21. (WCAG 2.2, “contrast ratio”.)"""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

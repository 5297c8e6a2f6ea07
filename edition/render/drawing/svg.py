"""Elements of SVG as escaped markup, with classes and presentation attributes only, since the site's content
security policy does not allow inline styles."""

from __future__ import annotations

from markupsafe import Markup, escape

Attribute = str | int | float | None


def element(name: str, *children: str, **attributes: Attribute) -> Markup:
    """An element of SVG or HTML. `class_` is written `class`, `text_anchor` `text-anchor`; attributes that
    are None are left out; floats are rounded to hundredths; children that are not `Markup` are escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Markup(f"<{name}{written}/>")
    inside = "".join(child if isinstance(child, Markup) else str(escape(child)) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")


def picture(width: float, height: float, *children: str, title: str, css: str, size: bool = False) -> Markup:
    """A drawing without links: one image (`role="img"`), named by its title. With `size` its units are CSS
    pixels; otherwise the style sheet gives its size."""
    return element(
        "svg",
        element("title", title),
        *children,
        viewBox=_box(width, height),
        width=width if size else None,
        height=height if size else None,
        role="img",
        class_=css,
    )


def figure(
    width: float, height: float, *children: str, name: str, title: str, description: str, css: str
) -> Markup:
    """A drawing with links: a group, not an image, so that assistive technology finds the links (SVG-AAM
    1.0). `name` begins the ids of its title and description, and must be unique on the page."""
    head = element("title", title, id=f"{name}-title")
    text = element("desc", description, id=f"{name}-desc")
    return element(
        "svg",
        head,
        text,
        *children,
        viewBox=_box(width, height),
        role="group",
        class_=css,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def text(x: float, y: float, words: str, css: str = "", anchor: str | None = None) -> Markup:
    """Words with their baseline at (x, y); `anchor` is `text-anchor`: `start`, `middle` or `end`."""
    return element("text", words, x=x, y=y, class_=css or None, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A line between two points."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=css)


def rect(x: float, y: float, width: float, height: float, css: str, **more: Attribute) -> Markup:
    """A rectangle with its top left corner at (x, y)."""
    return element("rect", x=x, y=y, width=width, height=height, class_=css, **more)


def link(target: str, title: str, *children: str, css: str | None = None) -> Markup:
    """A link around marks, named by its title, which is shown on hovering and spoken on focus (WCAG 2.2,
    2.4.4)."""
    return element("a", element("title", title), *children, href=target, class_=css, aria_label=title)


def _box(width: float, height: float) -> str:
    return f"0 0 {_value(width)} {_value(height)}"


def _value(value: str | float) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(escape(value))

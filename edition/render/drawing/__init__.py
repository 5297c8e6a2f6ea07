"""Drawings made at build time: SVG as markup, from numbers and links that the caller gives.

Nothing here knows the edition; each module turns plain values into markup, so that a drawing can be
tested without a site. Colours and type are in `templates/css/drawing.css`, by class.
"""

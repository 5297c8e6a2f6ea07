"""Drawings made at build time: SVG as markup, from numbers and links that the caller gives.

Nothing here knows the edition; each module turns plain values into markup, so that a drawing can be
tested without a site. Colours and type are in `templates/css/drawing.css`, by class. Lengths are in the user
units of each drawing (SVG 2, 8.9), y grows downwards; days are ISO 8601 (`1926-06-03`).
"""

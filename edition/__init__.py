"""An annotated digital edition as a program: read, parse, merge, check, render, write.

`pipeline` reads aloud like that line; `DESIGN.md` beside this file is the tour.
"""

__version__ = "0.1.0"

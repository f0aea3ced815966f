"""Copy the files of ``public/`` to the root of the site: ``public/cv.pdf`` becomes ``/cv.pdf``.

The folder is next to the content folder. Everything in it is copied as it is, names that begin with a dot
included: ``favicon.ico``, ``CNAME``, ``.well-known/``. Astro has ``public/`` for this, Hugo ``static/``.
"""

from ..core.adapter.part import Part

PART = Part("public_files", "PUBLIC_FILES")
register = PART.register

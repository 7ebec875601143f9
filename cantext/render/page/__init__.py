"""Results as HTML pages that are complete in themselves: one file, no network.

Templates are Jinja's (autoescaped, in `templates/`), style and behaviour plain CSS and JavaScript
of our own (in `assets/`). The page forbids itself the network by a Content-Security-Policy that
names the digests of its one script and two styles, so that no text of a corpus can add another.
"""

from cantext.render.page.report import render_report_page
from cantext.render.page.single import render_table_page

__all__ = ["render_report_page", "render_table_page"]

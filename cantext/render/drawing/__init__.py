"""Pictures as lists of marks, and their four forms: inline SVG, SVG file, PNG and PDF.

Charts, networks and word clouds are laid out once, as marks in plain coordinates, and every form
draws the same marks: what is seen in the page is what is in the PNG. matplotlib would be there
(wordcloud depends on it), but it takes about a second and 56 MB to start, its SVG can neither
follow the colours of a page nor be read aloud, and it does not see that two labels collide; the
shapes needed here are five.
"""

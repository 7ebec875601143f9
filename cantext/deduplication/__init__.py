"""Repeated lines: which lines repeat, of what kind, and the text without them.

`groups.find_duplicates` reports groups of copies, `clean.label_lines` the kind of every line, and
`clean.clean` the text without repeats and boilerplate.
"""

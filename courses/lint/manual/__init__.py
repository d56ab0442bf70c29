"""Manual pages of the rules that reading a course breaks: one module each, whose docstring is the page."""

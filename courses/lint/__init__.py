"""Rules that look at a course once it is read: one module each, whose docstring is its manual page."""

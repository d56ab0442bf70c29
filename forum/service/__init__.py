"""Verbs of the forum: opening threads, writing, ticking what was discussed in class, and reading."""

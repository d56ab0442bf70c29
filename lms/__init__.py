"""Lernlotse's kernel. Importing it imports nothing, so that ``lms.core`` stays free of Flask."""

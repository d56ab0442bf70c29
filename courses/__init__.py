"""Courses: units written in Markdown, read section by section."""

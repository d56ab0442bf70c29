"""Verbs over courses: preparing a draft, publishing it, reading what was published."""

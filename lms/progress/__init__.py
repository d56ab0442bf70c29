"""Enrolments, the log of evidence, and what it has completed."""

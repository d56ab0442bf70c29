"""From a folder of Markdown to a checked course. Pure: no web, no database."""

"""What ``lms check --fix`` mends: one module for each rule, which answers a problem with edits of the text."""

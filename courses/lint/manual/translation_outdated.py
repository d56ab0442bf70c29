"""A translation with ``original:`` is as new as its original.

PASS 01-rolle.en.md:
    ---
    titel: The role
    ---
    Text.

FAIL 01-rolle.en.md:
    ---
    titel: The role
    original: 00000000
    ---
    Text.
"""

"""The head of a translation says only what differs: title, summary, audience, objectives, keywords.

``--fix`` deletes the rest, and notes which text was translated (``original:``).

PASS 01-rolle.en.md:
    ---
    titel: The role
    ---
    Text.

FAIL 01-rolle.en.md:
    ---
    dauer: 20 min
    titel: The role
    ---
    Text.
"""

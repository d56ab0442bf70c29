"""A file, a line, a head and a block have a largest size, so that checking a course always ends.

A file has at most 1 MB, a line 4,000 characters, a head 64 kB and ten levels, a unit 200 blocks, a block 500
questions, a question 50 answers. After 100 problems in a file the rest are counted.

PASS 01-rolle.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    x-plan: [[1]]
    dauer: 30 min
    ---
    Text.

FAIL 01-rolle.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    x-plan: [[[[[[[[[[[[1]]]]]]]]]]]]
    dauer: 30 min
    ---
    Text.
"""

"""The nouns and rules of learning: evidence, goals, criteria, certificates. Standard library only."""

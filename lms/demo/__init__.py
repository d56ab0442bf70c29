"""Musterstadt: an invented town to try everything out. Its people and offices exist nowhere else."""

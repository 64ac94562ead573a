"""Damaged files by seed: nothing that a file holds may do more than be refused."""

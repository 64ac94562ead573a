"""Stages that are due, the public pool, and who looks after whom."""

"""Invents a believable branch: people, companies and their business, from a seed."""

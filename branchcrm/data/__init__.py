"""The book: everything that knows SQL."""

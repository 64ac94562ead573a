"""The separate program that makes the rows of large files ready while the import writes others."""

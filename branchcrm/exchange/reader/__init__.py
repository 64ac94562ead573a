"""The separate program that reads foreign files, and the side of it that we call."""

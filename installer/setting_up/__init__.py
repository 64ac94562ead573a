"""Setting up a fresh machine with nothing but Python and pip."""

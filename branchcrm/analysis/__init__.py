"""Numbers from many rows."""

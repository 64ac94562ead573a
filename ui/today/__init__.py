"""Page: what is to be done today."""

"""Page: files in and out."""

"""Page: complaints and their deadlines."""

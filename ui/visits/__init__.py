"""Page: follow-up visits and the interaction panel."""

"""Clean-up: duplicates made one, records completed and mended."""

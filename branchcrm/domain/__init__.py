"""What the business says: plain Python without I/O."""

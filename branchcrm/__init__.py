"""Customer book of a branch office: everything but the window."""

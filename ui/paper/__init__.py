"""What goes onto paper: preview, printer, PDF."""

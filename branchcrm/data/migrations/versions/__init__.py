"""One module per schema change, frozen once released."""

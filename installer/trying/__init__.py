"""Tries the packed Windows program under Wine, from set-up to removal."""

"""Packs the program for Windows."""

"""Compiled twins of the arithmetic of choosing, a government at a time."""

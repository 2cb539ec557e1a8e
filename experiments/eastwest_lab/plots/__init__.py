"""Figures of a run: a file per family, a function per figure; tidy tables in, Figure out."""

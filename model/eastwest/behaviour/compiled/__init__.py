"""Compiled twins of rules: a function has the name of the one that it stands for."""

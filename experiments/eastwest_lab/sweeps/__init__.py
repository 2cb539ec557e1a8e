"""Sweeps: what workers do, what a folder keeps of it, and what came of it."""

"""From a text file to checked tables: read and guard, merge, check, and say where."""

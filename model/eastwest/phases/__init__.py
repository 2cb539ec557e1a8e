"""The phases of a year, a file each; each writes the columns it names and no others."""

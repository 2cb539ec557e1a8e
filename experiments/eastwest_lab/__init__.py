"""Experiments with the model `eastwest`: runs, figures, reports, the command line."""

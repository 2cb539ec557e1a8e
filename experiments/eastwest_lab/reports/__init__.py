"""Reports: a run, a comparison or a sweep as one page."""

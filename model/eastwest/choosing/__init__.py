"""How the best of all possible choices is found: a task, its cheapest frontier, the best point."""

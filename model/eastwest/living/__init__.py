"""How western people live: stocks of a place, incomes, poverty."""

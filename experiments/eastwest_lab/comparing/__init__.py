"""Scenarios beside each other: numbers alone, from tables to tables; nothing is run or drawn."""

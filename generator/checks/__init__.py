"""Rules beyond the schema: `row` before assembling, which may withhold; `portal` after it, which only warns."""

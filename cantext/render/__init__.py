"""Results to tables, JSON, CSV, pictures."""

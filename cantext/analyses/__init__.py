"""What is computed from tokens: each analysis returns a Result."""

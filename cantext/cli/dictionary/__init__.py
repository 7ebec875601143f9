"""`dict`: list, look up, search, check, extend and export the dictionaries."""

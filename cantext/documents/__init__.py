"""Bytes to Document: files, folders, standard input, and their encodings."""

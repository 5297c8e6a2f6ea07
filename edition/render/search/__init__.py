"""What a search finds: records of citable units, the spellings of names, the index."""

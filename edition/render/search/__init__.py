"""What a search finds: the passages of texts, the postings of their words, the files of the index."""

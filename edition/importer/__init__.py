"""Books and transcripts become the files that an editor would have typed."""

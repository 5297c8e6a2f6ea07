"""What the books for a reader's device and for paper have in common: their chapters."""

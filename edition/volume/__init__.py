"""The printed volume behind an edition: its index, and which text stands on which page."""

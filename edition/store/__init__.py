"""Everything that touches the disk: sources, caches, the writing of files and of the site."""

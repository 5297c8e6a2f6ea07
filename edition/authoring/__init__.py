"""What helps an editor at the desk: new files and entries, one order of keys, help while typing."""

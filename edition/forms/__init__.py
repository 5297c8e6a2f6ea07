"""The form of every file that an editor writes, and YAML that knows line and column."""

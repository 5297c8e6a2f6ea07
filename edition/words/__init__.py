"""Words and dates as text: pure functions that know no edition."""

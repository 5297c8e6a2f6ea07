"""What readers cite, and where it leads."""

"""Ids that never break: registry, history, matching, publication."""

"""The windows' rules: pure functions over plain values; a module a topic."""

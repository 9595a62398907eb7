"""Reads that feed screens, reports and upper apps; a module a topic."""

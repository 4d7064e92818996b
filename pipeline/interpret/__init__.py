"""Meetings, agenda items and decisions in a document."""

"""Agenda items grouped into topics: words, a glossary of subjects, likeness of what it lacks, and the tables of it."""

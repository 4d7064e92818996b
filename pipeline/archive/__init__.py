"""Archives of any size in, four tables out: what is new, in bounded workers, resumable and reconciled."""

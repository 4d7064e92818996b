"""Text layers of PDF: read with their `/ActualText`, judged, repaired, and put back into lines, tables and a story."""

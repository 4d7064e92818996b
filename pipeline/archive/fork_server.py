"""What the fork server does once, so that no worker does it again: this module is imported there and nowhere else.

A worker lives for some hundred files; loading the readers and making their tables would take it as long as fifty short
ones. Libraries that start threads of their own (OCR) stay out.
"""

from importlib import import_module

from normalizers.offices import office_key
from normalizers.places import is_place
from normalizers.residue import repair_residue

for reader in ("docx", "html", "pdf", "text"):
    import_module(f"extractors.{reader}.reader")
import_module("pipeline.process")
office_key("উপজেলা প্রকৌশলী")
is_place("মেলান্দহ")
repair_residue("গৃহীত সিদ্ধামত্ম")

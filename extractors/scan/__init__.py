"""Pictures of pages: straightened, their rules found, their cells read by OCR."""

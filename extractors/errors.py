"""Why a file gave no document. One class is one cause, with a code for the table and a sentence for people."""


class ExtractionError(Exception):
    """One file gave no document. `code` stands in documents.parquet as the reason."""

    code = "failed"
    advice = "Open the file in its own program and look whether it is whole."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or (type(self).__doc__ or "").splitlines()[0])


class EmptyFileError(ExtractionError):
    """The file holds no bytes other than white space."""

    code = "empty_file"
    advice = "Ask for the file again: this copy holds nothing."


class UnsupportedFormatError(ExtractionError):
    """The bytes are of no format that is read here, whatever the name says."""

    code = "unsupported_format"
    advice = "Convert it to PDF, DOCX, HTML or text."


class CorruptFileError(ExtractionError):
    """The format is known, but the file is damaged or cut short."""

    code = "corrupt_file"
    advice = "Ask for the file again, or repair it in its own program and save a new copy."


class EncryptedFileError(ExtractionError):
    """The file is locked with a password."""

    code = "encrypted"
    advice = "Save a copy without the password."


class OcrMissingError(ExtractionError):
    """The file is a picture of pages, and the OCR part is not installed."""

    code = "ocr_missing"
    advice = "Run `make ocr` once; the README's section on scans tells what it installs."


class OfficeMissingError(ExtractionError):
    """Old Word and OpenDocument files are read through LibreOffice, which is not installed."""

    code = "office_missing"
    advice = "Install LibreOffice Writer (Debian: apt-get install libreoffice-writer)."


class LimitExceededError(ExtractionError):
    """The file is larger, deeper or longer than the bounds allow, so reading stopped before anything was read."""

    code = "limit_exceeded"
    advice = "Look at the file; if it is sound, raise the bound named in the message."


class ErrorPageError(ExtractionError):
    """The file is a web server's error page saved as if it were the document."""

    code = "error_page"
    advice = "Fetch the page again."

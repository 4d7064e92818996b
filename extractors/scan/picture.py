"""Page pictures out of JPEG, PNG and TIFF files."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from extractors.errors import CorruptFileError, LimitExceededError
from extractors.options import Options

Gray = NDArray[np.uint8]
"""Pixels, rows first: 0 is black, 255 white; with a third axis of 3 they are RGB."""

LARGEST = 14.0  # inches: the short side of a page; cameras claim 72 dpi, which would make theirs larger
COARSEST = 70.0  # dpi
A4_SHORT = 8.27  # inches, ISO 216


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as a picture: gray (height × width) or RGB (height × width × 3), and its resolution."""

    pixels: Gray
    dpi: float


def pictures_of(data: bytes, options: Options) -> Iterator[Picture | LimitExceededError]:
    """Yield the page pictures of a JPEG, PNG or TIFF file, turned as their EXIF data says.

    A page with more pixels than the bounds allow gives its error instead; the pages after it are still read.

    Raises:
        CorruptFileError: the picture cannot be decoded, or the file is cut short.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                if image.width * image.height > options.max_pixels:
                    size = f"{image.width} × {image.height} pixels"
                    yield LimitExceededError(f"A page picture of {size}; max_pixels is {options.max_pixels}.")
                    continue
                upright = ImageOps.exif_transpose(image)
                flat = upright.convert("L" if upright.mode in ("1", "L", "I;16") else "RGBA")
                if flat.mode == "RGBA":
                    paper = Image.new("RGBA", flat.size, "white")
                    flat = Image.alpha_composite(paper, flat).convert("RGB")
                yield Picture(pixels=np.asarray(flat), dpi=_dpi(image.info.get("dpi"), flat.size))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        # Pillow raises SyntaxError for a damaged PNG, UnidentifiedImageError is an OSError.
        raise CorruptFileError(f"The picture cannot be decoded: {error}") from error


def _dpi(claimed: Any, size: tuple[int, int]) -> float:
    """Return the resolution that the file claims, or that of an A4 page where it claims none or an absurd one."""
    short = min(size)
    dpi = float(claimed[0]) if claimed else 0.0
    return dpi if dpi >= COARSEST and short / dpi <= LARGEST else short / A4_SHORT

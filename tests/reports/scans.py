"""Made-up reports as scans: pages drawn at some resolution, laid askew, soiled, and kept as JPEG pictures in a PDF."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2

QUALITY = (35, 60, 85)


@dataclass(frozen=True)
class Scanner:
    """How pages are scanned."""

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 85
    shade: int = 0

    def scan(self, pdf: bytes, seed: int = 0) -> bytes:
        """The pages of a PDF file as pictures in another one."""
        rng = np.random.default_rng(seed)
        document = pypdfium2.PdfDocument(pdf)
        sizes = [page.get_size() for page in document]
        pictures = [self.picture(_drawn(page, self.dpi), rng) for page in document]
        return pdf_of_pictures(pictures, sizes)

    def picture(self, gray: Any, rng: Any) -> bytes:
        """One page as JPEG."""
        height, width = gray.shape
        if self.skew:
            angle = float(rng.uniform(-self.skew, self.skew))
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
            gray = cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
        if self.blur:
            gray = cv2.GaussianBlur(gray, (0, 0), self.blur * self.dpi / 200)
        spoilt = gray.astype(np.float32) * (1 - self.shade / 255) + self.shade * 0.4
        if self.noise:
            spoilt += rng.normal(0, self.noise, gray.shape)
        made = cv2.imencode(".jpg", np.clip(spoilt, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, self.quality])
        return bytes(made[1])


def random_scanner(seed: int) -> Scanner:
    """150 to 300 dpi, skew to three degrees, noise, blur, JPEG."""
    rng = random.Random(f"scanner/{seed}")
    return Scanner(
        rng.choice((150, 200, 300)),
        rng.choice((0.0, 1.0, 3.0)),
        rng.choice((0.0, 6.0, 14.0)),
        rng.choice((0.0, 0.6, 0.9)),
        rng.choice(QUALITY),
        rng.choice((0, 0, 40)),
    )


def _drawn(page: Any, dpi: int) -> Any:
    drawn = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    return drawn[:, :, 0] if drawn.ndim == 3 else drawn


def pdf_of_pictures(pictures: Sequence[bytes], sizes: Sequence[tuple[float, float]]) -> bytes:
    """A PDF file whose pages are JPEG pictures."""
    bodies: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for picture, (wide, high) in zip(pictures, sizes, strict=True):
        gray = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
        height, width = gray.shape
        at = len(bodies) + 1
        kids.append(b"%d 0 R" % at)
        drawing = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (wide, high)
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
        bodies.append(page % (wide, high, at + 1, at + 2))
        bodies.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing))
        kind = b"<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
        size = b"/Width %d/Height %d/Length %d>>stream\n" % (width, height, len(picture))
        bodies.append(kind + size + picture + b"\nendstream")
    bodies[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return file_of(bodies)


def file_of(bodies: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, the first of them its catalogue."""
    made, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(made))
    return made + head + table + tail

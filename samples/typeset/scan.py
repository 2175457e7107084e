"""Scans of samples: some pages of a typeset plan as pictures at 200 dpi, put askew on the glass, as offices send them.

The gold is that of the plan, restricted to the objectives that the pages print whole.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

from .content import SAMPLES, gold, load

DPI = 200
QUALITY = 35
SKEWS = (1.0, -0.7, 1.2, 0.8, -1.1)
"""Degrees by which one page after the other lies askew."""


@dataclass(frozen=True)
class Scan:
    """Which pages (from 1) of a sample are scanned, and how many of its objectives stand on them."""

    source: str
    pages: tuple[int, ...]
    objectives: int
    services: int = 0


SCANS = {
    "scansione_agenzia_parchi_relazione_2024": Scan("filetti_agenzia_parchi_relazione_2024", (1, 2, 3, 4, 5), 5),
}


def gold_text(name: str) -> str:
    """The gold of a scan, as it stands in its file."""
    scan = SCANS[name]
    found = gold(load(SAMPLES / f"{scan.source}.yaml"))
    found["file"] = f"{name}.pdf"
    found["objectives"] = found["objectives"][: scan.objectives]
    found["services"] = found["services"][: scan.services]
    found["tables"] = []
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def build(name: str, folder: Path = SAMPLES) -> None:
    """Write the gold and the PDF of one scan, with the same bytes at every run."""
    import pypdfium2
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    scan = SCANS[name]
    (folder / f"{name}.gold.json").write_text(gold_text(name), encoding="utf-8")
    canvas = Canvas(str(folder / f"{name}.pdf"), invariant=1)
    with pypdfium2.PdfDocument(SAMPLES / f"{scan.source}.pdf") as pdf:
        for place, number in enumerate(scan.pages):
            page = pdf[number - 1]
            canvas.setPageSize(page.get_size())
            straight = page.render(scale=DPI / 72, grayscale=True).to_pil()
            askew = straight.rotate(SKEWS[place % len(SKEWS)], Image.Resampling.BICUBIC, fillcolor=255)
            jpeg = io.BytesIO()
            askew.save(jpeg, "JPEG", quality=QUALITY)
            jpeg.seek(0)
            canvas.drawImage(ImageReader(jpeg), 0, 0, *page.get_size())
            canvas.showPage()
    canvas.save()

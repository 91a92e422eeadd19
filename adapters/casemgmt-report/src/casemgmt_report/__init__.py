"""Reports of casemgmt as files that people keep and programs read."""

from .machines import CsvRenderer, JsonRenderer
from .pdf import PdfRenderer
from .renderer import HtmlRenderer

__all__ = ["CsvRenderer", "HtmlRenderer", "JsonRenderer", "PdfRenderer"]

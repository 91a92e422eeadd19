"""Reports of casemgmt as files people keep: an HTML page and a PDF, whole in themselves."""

from .pdf import PdfRenderer
from .renderer import HtmlRenderer

__all__ = ["HtmlRenderer", "PdfRenderer"]

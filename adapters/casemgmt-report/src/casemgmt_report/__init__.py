"""Reports of casemgmt as one HTML file that needs nothing else: it works from a USB key."""

from .renderer import HtmlRenderer

__all__ = ["HtmlRenderer"]

"""Protection: work that was seen, its classification, and reports the law asks for."""

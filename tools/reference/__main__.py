"""Write every page of the reference, and remove what was written before and is no more."""

from pathlib import Path

from .pages import PAGES, WRITTEN, rendered

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

for old in FOLDER.glob("**/*.md"):
    if old.read_text(encoding="utf-8").startswith(WRITTEN):
        old.unlink()
for name in PAGES:
    page = FOLDER / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(rendered(name), encoding="utf-8", newline="\n")

"""``python -m casemgmt_sql register > metadata.json``: datasette on register.db."""

from __future__ import annotations

import json
import sys

from casemgmt_sql.datasette import metadata

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else "register"
    sys.stdout.write(json.dumps(metadata(name), indent=2) + "\n")

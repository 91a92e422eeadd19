"""What can befall the disk of a server."""

import shutil
import subprocess
from contextlib import contextmanager, suppress


class OfADisk:
    """A server that stores in a folder, ``store``, and can be killed."""

    @contextmanager
    def small_disk(self, size="64m"):
        """Keep what it stores on a disk of its own, so small that it can be filled.

        Only where this may be done; it must not run before and after.
        """
        mounted = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.store]
        subprocess.run(mounted, check=True, capture_output=True)
        try:
            yield
        finally:
            self.kill()
            subprocess.run(["umount", self.store], check=True, capture_output=True)

    def fill_the_disk(self):
        """Leave no byte free where it stores."""
        with (self.store / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while ballast.write(bytes(1 << 16)):
                pass

    def make_room(self):
        """Take away what filled its disk."""
        (self.store / "ballast").unlink()

    def lose_the_disk(self):
        """Remove all it kept; it must not run."""
        shutil.rmtree(self.store)
        self.store.mkdir()

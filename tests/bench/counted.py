"""A build of a made-up volume under callgrind: three tiers, a PDF and an EPUB each."""

import os
import subprocess
import sys
import tempfile

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import forms  # noqa: E402
import volume  # noqa: E402
from kit import callgrind  # noqa: E402


def build(program, briefings, *options):
    """The Profile. It is built once before, so that the cache of fonts, one of its own, is there."""
    with tempfile.TemporaryDirectory(prefix="brevier-counted-") as temporary:
        pack, told = Path(temporary) / "pack", Path(temporary) / "callgrind"
        pack.mkdir()
        told.mkdir()
        forms.write_pack(pack, volume.volume(briefings))
        environment = {**os.environ, "XDG_CACHE_HOME": f"{temporary}/cache"}
        command = [program, "build", "--quiet", *options]
        subprocess.run([*command, "-o", f"{temporary}/warm"], cwd=pack, env=environment, check=True, capture_output=True)
        return callgrind.profile(command, pack, told, environment)

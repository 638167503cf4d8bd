"""A screen for a measurement: Qt's own in memory, or an X server that ends with it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def screen(platform: str, folder: Path, width: int) -> Iterator[dict[str, str]]:
    """What the environment says of a screen `width` wide and 1080 high; `xcb` is an X server."""
    if platform == "offscreen":
        shown = {"name": "desk", "x": 0, "y": 0, "width": width, "height": 1080, "dpr": 1}
        shown |= {"logicalDpi": 96, "logicalBaseDpi": 96}
        config = folder / "screen.json"
        config.write_text(json.dumps({"screens": [shown]}), "utf-8")
        yield {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x1080x24", "-noreset"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()

"""`make pack`: packs up the program's own pack, once it has passed the whole check.

What it writes (`magapp.pack.compiled`) is what a start takes in place of reading and checking the
files. Without it, or after a change of the pack, a start does both itself, and takes longer.
"""

import sys
from datetime import date

from magapp.check import approve
from magapp.errors import PackError
from magapp.pack import compiled, seal
from magapp.resources import own_pack_folder


def main() -> int:
    """Write both files, or say what is wrong with the pack."""
    folder, day = own_pack_folder(), date.today()
    try:
        content, proof = compiled.make(folder, approve(folder, day), day)
    except PackError as error:
        print(error, file=sys.stderr)
        return 1
    compiled.packed_name(folder).write_bytes(content)
    with open(seal.__file__, "w", encoding="utf-8", newline="\n") as file:
        file.write(proof)
    return 0


if __name__ == "__main__":
    sys.exit(main())

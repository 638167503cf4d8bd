"""CSV in any of its dialects, without believing its quotes.

A quote that was lost makes a reader of CSV take everything up to the next one as one cell: rows
vanish in it, and the product before it gets the cells of the one behind. So what a well-kept writer
would not have written is refused, and the reading goes on with the next line.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from magapp.errors import InputError
from magapp.language.saying import Saying
from magapp.products.columns import MOST_ROWS, recognised
from magapp.products.gtin import canonical_ean
from magapp.products.product import Refusal, unguarded

DELIMITERS = ",;\t|"
SEARCHED = 20
"""Rows among which the header is looked for: some exports begin with a title."""
MOST_LINES = 2_000_000
MOST_LOST = 20_000
"""With more lost quotes it is not some lines that are wrong, but what wrote the file."""
_TOP = 100_000
"""Signs at the beginning in which the delimiter is looked for."""


class Records(msgspec.Struct):
    """The rows of a text with the line each begins on, and the lines that are refused.

    `spans` has the last line of each row that stands on more than one, by its first.
    """

    rows: list[tuple[int, list[str]]]
    refused: list[Refusal]
    spans: dict[int, int]
    delimiter: str


def read_delimited(content: bytes, name: str) -> Records:
    """The rows of a text. Raises InputError when it has no end of lines or of lost quotes."""
    text = _decode(content)
    if text.count("\n") + text.count("\r") > MOST_LINES:
        raise InputError(name, "too_many_rows", most=MOST_ROWS)
    lines = list(io.StringIO(text, newline=""))
    del text
    skipped = 0
    first = lines[0].strip() if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:  # a word to Excel
        delimiter, skipped = first[4], 1
        width = _width(lines[1:], delimiter)
    else:
        delimiter, width = _dialect(lines)
    csv.field_size_limit(max(len(content), csv.field_size_limit()))  # the whole is bounded
    try:
        records = _CsvReader(lines, delimiter, width).read(skipped)
    except _BrokenQuotesError:
        raise InputError(name, "broken_quotes") from None
    except _TooManyError:
        raise InputError(name, "too_many_rows", most=MOST_ROWS) from None
    if any("'" in line for line in lines):
        records.rows = [(line, [unguarded(cell) for cell in row]) for line, row in records.rows]
    return records


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 where it says so (Excel's "Unicode text"), else Windows-1252.

    A line that is no UTF-8 does not spoil those that are.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16", errors="replace")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(map(_decode_line, content.removeprefix(b"\xef\xbb\xbf").splitlines(True)))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _dialect(lines: list[str]) -> tuple[str, int]:
    """The delimiter with which most names of the header are known, else the most frequent.

    And how many cells the header has with it.
    """
    top = [line for line in lines[: 2 * SEARCHED] if line.strip()][:SEARCHED]

    def known(delimiter: str) -> tuple[int, int]:
        rows = _cells(top, delimiter)
        return max(map(recognised, rows), default=0), top[0].count(delimiter)

    best = max(DELIMITERS, key=known) if top else ","
    return best, _width(top, best)


def _width(lines: list[str], delimiter: str) -> int:
    rows = list(islice(_cells(lines[:SEARCHED], delimiter), SEARCHED))
    return len(max(rows, key=recognised, default=[]))


def _cells(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """The cells of lines, each read alone."""
    for line in lines:
        yield from csv.reader([line[:_TOP]], delimiter=delimiter)


class _BrokenQuotesError(Exception):
    """Nearly every line has a lost quote: nothing can be made of it."""


class _TooManyError(Exception):
    """More rows than a shop has, and than are kept."""


class _CsvReader:
    def __init__(self, lines: list[str], delimiter: str, width: int) -> None:
        self._lines, self._delimiter, self._width = lines, delimiter, width
        self._between = re.compile(f"[{re.escape(delimiter)}\r\n]")
        self._records = Records([], [], {}, delimiter)

    def read(self, skipped: int) -> Records:
        """All from the line `skipped` on; what is refused costs no line behind it."""
        # Stretches of lines still to be read, the next one last. Of a row whose middle is one
        # large cell the lines between are read once more, each for what it is alone.
        todo = [(skipped, len(self._lines), False)]
        budget = 4 * len(self._lines) + 10_000
        while todo:
            start, end, lost = todo.pop()
            if lost:
                self._refuse(start, start)
                continue
            at, reread, fault = self._stretch(start, end)
            budget -= reread
            if budget < 0:
                raise _BrokenQuotesError
            if fault > at:  # well written, and yet it swallowed rows
                self._refuse(at, at)
                todo += [(fault + 1, end, False), (fault, fault + 1, True), (at + 1, fault, False)]
            elif fault == at:
                todo.append((self._lone(at, end), end, False))
        return self._records

    def _stretch(self, start: int, end: int) -> tuple[int, int, int]:
        """Read on until a fault: where its row begins, its lines, and the last of them.

        That is the first where the quotes are at fault, and -1 where nothing is.
        """
        rows, at = self._records.rows, start
        most = MOST_ROWS + SEARCHED - len(self._records.refused)
        lines = map(self._lines.__getitem__, range(start, end))
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        try:
            for row in reader:
                behind = start + reader.line_num
                if behind - at > 1:
                    if self._swallowed(row):
                        return at, behind - at, behind - 1
                    self._records.spans[at + 1] = behind
                if any(row):
                    rows.append((at + 1, row))
                    if len(rows) > most:
                        raise _TooManyError
                at = behind
        except csv.Error:
            return at, start + reader.line_num - at, at
        return at, 0, -1

    def _swallowed(self, row: list[str]) -> bool:
        """Whether a cell with line breaks holds a row, or what lies between two cells of rows."""
        last = self._width - 1
        for at, cell in enumerate(row):
            if self._delimiter not in cell or not ("\n" in cell or "\r" in cell):
                continue
            if any(map(_is_ean, self._between.split(cell))):
                return True
            counts = [line.count(self._delimiter) for line in cell.splitlines()]
            if last > 0 and counts[0] == last - at and counts[-1] == at:
                return all(count == last for count in counts[1:-1])
        return False

    def _lone(self, at: int, end: int) -> int:
        """A line whose quotes are not as they should be: taken when no cell was swallowed.

        Returns where to go on: behind the lines that cannot be the begin of a row.
        """
        line = self._lines[at].rstrip("\r\n")
        (row,) = csv.reader([line], delimiter=self._delimiter)
        if len(row) == line.count(self._delimiter) + 1:
            self._records.rows.append((at + 1, row))
            return at + 1
        last = at + 1
        while last < end and not self._begins_row(self._lines[last]):
            last += 1
        self._refuse(at, last - 1)
        return last

    def _begins_row(self, line: str) -> bool:
        count = line.count(self._delimiter) + 1
        return count >= self._width or any(map(_is_ean, line.split(self._delimiter)))

    def _refuse(self, first: int, last: int) -> None:
        lost = Saying.of("lost_quote")
        self._records.refused.append(Refusal(first + 1, lost, last=last + 1))
        if len(self._records.refused) > MOST_LOST:
            raise _BrokenQuotesError


def _is_ean(cell: str) -> bool:
    cell = cell.strip().strip("'\"=")
    if not (cell.isascii() and cell.isdigit()):
        return False
    try:
        canonical_ean(cell)
    except InputError:
        return False
    return True

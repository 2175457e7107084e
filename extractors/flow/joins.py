"""Tables that a page cuts: which pieces belong together, and which row goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.flow.lists import counts_on, goes_on
from extractors.grid.lines import Mender, lines_of
from extractors.grid.model import Cell, Grid
from extractors.grid.unruled import columns_of, grid_of

NEAR = 5.0
"""Column borders within this many points are the same."""
SHAKY = 12.0
"""The same for the pieces of a list whose columns another program run has set anew."""
ROOM = 40.0
"""A table ends at its page's foot when its next row would not have fitted there, give or take this (points)."""
FEWEST_NAMES = 3
"""A head that opens a table of its own names at least so many columns."""
CONNECTOR = re.compile(
    r"([,\-–/(]|\b(di|a|da|in|con|su|per|tra|fra|e|ed|o|od|del|dello|della|dei|degli|delle|al|allo|alla|ai|agli|alle|dal|"
    r"dalla|dai|dalle|nel|nella|nei|nelle|sul|sulla|sui|sulle|il|lo|la|i|gli|le|un|uno|una|che|n\.|art\.|entro|non))$",
    re.IGNORECASE,
)
CODE = re.compile(r"(?=\S*\d)\S{1,15}")
ATOM = re.compile(r"^[<>=≤≥\s]*[\d.,/%€\-]+$")
ENDED = re.compile(r"[.;:!?]\s*[)»”\"']?$")


def joined(upper: Grid, lower: Grid, left_over: float, mender: Mender) -> bool:
    """Join ``lower``, first on its page, to ``upper``, last on the page before; False where they are two tables.

    ``left_over`` is the free height under ``upper`` on its page, points.
    """
    first_row = min((c.box.bottom - c.box.top for c in lower.rows()[0]), default=0.0) if lower.n_rows else 0.0
    loose = left_over > first_row + ROOM and not upper.open_bottom
    if loose and not goes_on(upper, lower, mender):
        return False
    shift = lower.box.x0 - upper.box.x0
    if abs((lower.box.x1 - lower.box.x0) - (upper.box.x1 - upper.box.x0)) < NEAR and abs(shift) < 60:
        moved = [x - shift for x in lower.xs]
    else:
        shift, moved = 0.0, lower.xs
    if upper.reader == lower.reader != "rules":
        if _own_head(upper, lower, mender) or not _same_lines(upper, lower):
            return False
        shift, moved = 0.0, lower.xs
    else:
        counted = counts_on(upper, lower, mender)
        if not (counted or _aligned(upper.xs, moved) or _rows_aligned(upper, lower, shift)):
            return False
        if counted:
            moved = _same_columns(upper, lower, shift, moved)
    _append(upper, lower, shift, moved, mender, whole_rows=loose)
    return True


def _aligned(xs: list[float], other: list[float]) -> bool:
    """The borders of the one are, nearly all, borders of the other."""
    few, many = (xs, other) if len(xs) <= len(other) else (other, xs)
    hits = sum(any(abs(a - b) < NEAR for b in many) for a in few)
    return (hits >= 2 and hits >= 0.8 * len(few) and abs(few[-1] - many[-1]) < NEAR) or hits == len(few) >= 3


def _rows_aligned(upper: Grid, lower: Grid, shift: float) -> bool:
    """The last row of the one and the first of the other have the same cells."""
    above = [c for c in upper.cells if c.row <= upper.n_rows - 1 < c.row + c.rowspan]
    below = [c for c in lower.cells if c.row == 0]
    a = sorted({round(x, 1) for c in above for x in (c.box.x0, c.box.x1)})
    b = sorted({round(x - shift, 1) for c in below for x in (c.box.x0, c.box.x1)})
    return len(a) == len(b) > 3 and all(abs(x - y) < NEAR for x, y in zip(a, b, strict=True))


def _own_head(upper: Grid, lower: Grid, mender: Mender) -> bool:
    """The lower piece has other columns than the upper, and names them itself: a table of its own."""
    rows = lower.rows()
    names = [c for c in rows[0] if c.filled] if lower.n_cols != upper.n_cols and len(rows) > 1 else []
    if len(names) < max(FEWEST_NAMES, lower.n_cols - 1) or not all(c.bold for c in names):
        return False
    plain = not any(c.bold for c in rows[1] if c.filled)
    return plain and not _repeated_header(upper, lower, mender)


def _same_lines(upper: Grid, lower: Grid) -> bool:
    """Two tables without vertical rules, with the same ends: their columns are found again from the words of both."""
    ruled = upper.reader == "lines"  # without any rule, a table ends at the right where its longest line does
    if abs(upper.box.x0 - lower.box.x0) > NEAR or (ruled and abs(upper.box.x1 - lower.box.x1) > NEAR):
        return False
    x0, x1 = min(upper.box.x0, lower.box.x0), max(upper.box.x1, lower.box.x1)
    words = [w for g in (upper, lower) for c in g.cells if c.colspan == 1 for line in c.lines for w in line.words]
    xs = columns_of(words, x0, x1) if words else []
    if len(xs) - 1 < max(2, (min if ruled else max)(upper.n_cols, lower.n_cols)):
        return False
    for grid in (upper, lower):
        if grid.n_cols == len(xs) - 1:
            _rebordered(grid, xs)
        elif grid.page_last == grid.page:
            _recolumn(grid, xs)
    return upper.n_cols == lower.n_cols


def _rebordered(grid: Grid, xs: list[float]) -> None:
    """The same columns with their borders a little off: rows across them and merged cells stay what they are."""
    grid.xs = xs
    for cell in grid.cells:
        cell.box = cell.box._replace(x0=xs[cell.col], x1=xs[cell.col + cell.colspan])


def _recolumn(grid: Grid, xs: list[float]) -> None:
    borders = sorted({c.box.top for c in grid.cells} | {max(c.box.bottom for c in grid.cells)})
    words = [w for c in grid.cells for line in c.lines for w in line.words]
    fresh = grid_of(words, xs, borders, grid.page, grid.reader)
    grid.cells, grid.xs, grid.n_rows = fresh.cells, xs, fresh.n_rows


def _append(
    upper: Grid, lower: Grid, shift: float, moved: list[float], mender: Mender, whole_rows: bool = False
) -> None:
    """``whole_rows``: the page had room left, so that no row was cut."""
    xs = list(upper.xs)
    xs += [x for x in moved if all(abs(x - known) >= NEAR for known in xs)]
    xs.sort()
    for cell in upper.cells:
        _place(cell, xs, 0.0)
    for cell in lower.cells:
        _place(cell, xs, shift)
    upper.xs = xs
    skip = _repeated_header(upper, lower, mender)
    cells = [c for c in lower.cells if c.row >= skip]
    offset = upper.n_rows - skip
    unclosed = upper.open_bottom or lower.open_top
    cut = bool(cells) and not whole_rows and _row_goes_on(upper, [c for c in cells if c.row == skip], unclosed, mender)
    if cut:
        offset -= 1
    last = upper.n_rows - 1
    for cell in cells:
        cell.row += offset
        if cut and cell.row == last:
            _pour(upper, cell, last)
        else:
            upper.cells.append(cell)
    upper.n_rows = lower.n_rows + offset
    upper.page_last = lower.page_last
    upper.open_bottom = lower.open_bottom


def _same_columns(upper: Grid, lower: Grid, shift: float, moved: list[float]) -> list[float]:
    """The lower borders of a counted list, those a little off set right; cells of the upper piece are cut at others."""
    known = [min(upper.xs, key=lambda k: abs(k - x)) for x in moved]
    known = [k if abs(k - x) < SHAKY else x for k, x in zip(known, moved, strict=True)]
    right = [k if known.count(k) == 1 else x for k, x in zip(known, moved, strict=True)]
    for x in moved:
        if all(abs(x - k) >= SHAKY for k in upper.xs):
            _split(upper, x, _codes_before(lower, x + shift))
    for cell in lower.cells:
        for side in ("x0", "x1"):
            at = getattr(cell.box, side) - shift
            near = next((k for k, x in zip(right, moved, strict=True) if abs(at - x) < 1 and k != x), None)
            if near is not None:
                cell.box = cell.box._replace(**{side: near + shift})
    return right


def _split(grid: Grid, x: float, coded: bool) -> None:
    """Cut the cells at a border that only the other piece of the list has.

    Either the words leave it free, or (``coded``: there a column of codes ends at it) the cells begin with a code.
    """
    over = [c for c in grid.cells if c.box.x0 + 1 < x < c.box.x1 - 1 and c.filled and c.row]
    words = [[w for line in c.lines for w in line.words] for c in over]
    if len(over) < 3:
        return
    if not any(w.x0 < x - 1 and w.x1 > x + 1 for cell in words for w in cell):
        parts = [([w for w in cell if w.middle[0] < x], [w for w in cell if w.middle[0] >= x]) for cell in words]
    elif coded and all(CODE.fullmatch(cell[0].text) for cell in words):
        parts = [(cell[:1], cell[1:]) for cell in words]
    else:
        return
    for cell, (left, right) in zip(over, parts, strict=True):
        if left and right:
            box = cell.box
            grid.cells.append(replace(cell, box=box._replace(x0=x), lines=lines_of(right, cell.page)))
            cell.box, cell.lines = box._replace(x1=x), lines_of(left, cell.page)


def _codes_before(grid: Grid, x: float) -> bool:
    """The column that ends at a border holds codes, one in each row."""
    cells = [c for c in grid.cells if abs(c.box.x1 - x) < NEAR and c.filled]
    return bool(cells) and all(CODE.fullmatch(" ".join(line.text for line in c.lines)) for c in cells)


def _place(cell: Cell, xs: list[float], shift: float) -> None:
    start = min(range(len(xs)), key=lambda i: abs(xs[i] - cell.box.x0 + shift))
    end = min(range(len(xs)), key=lambda i: abs(xs[i] - cell.box.x1 + shift))
    cell.col, cell.colspan = start, max(1, end - start)


def _pour(grid: Grid, piece: Cell, row: int) -> None:
    """The lines of a cell's second piece into the cell of the row above that stands over it."""
    over = [c for c in grid.cells if c.row <= row < c.row + c.rowspan and c.col <= piece.col < c.col + c.colspan]
    if not over:
        grid.cells.append(replace(piece, row=row, rowspan=1))
        return
    over[0].lines += piece.lines
    over[0].cut = over[0].cut or bool(piece.lines)
    over[0].rowspan = max(over[0].rowspan, piece.rowspan + row - over[0].row)


def _repeated_header(upper: Grid, lower: Grid, mender: Mender) -> int:
    """How many rows at the head of ``lower`` say again what stands at the head of ``upper``."""
    uppers, lowers = upper.rows(), lower.rows()
    texts = [_texts(row, mender) for row in uppers[: min(8, len(uppers))]]
    for start in range(len(texts)):
        same = 0
        while (
            same < 3
            and same < len(lowers)
            and start + same < len(texts)
            and texts[start + same] == _texts(lowers[same], mender)
        ):
            same += 1
        if same and any(texts[start + k] for k in range(same)):
            return same
    return 0


def _texts(row: list[Cell], mender: Mender) -> list[str]:
    return [t for t in (mender.join(c.lines).casefold() for c in row) if t]


def _cut_below_labels(upper: Grid, above: dict[int, str], last: int) -> bool:
    """Bold cells alone at a page's foot are a header, unless the rows before show a value after the same words."""
    known = [(c.col, " ".join(line.text for line in c.lines)) for c in upper.cells if c.row < last and c.filled]
    return any(
        col == at and text.startswith(label) and len(text) > len(label)
        for col, label in above.items()
        for at, text in known
        if label
    )


def _is_bar(row: list[Cell], grid: Grid) -> bool:
    """One bold cell across the table: a title, never the rest of a row of several cells."""
    return len(row) == 1 and row[0].colspan >= grid.n_cols > 1 and row[0].bold


def _row_goes_on(upper: Grid, first: list[Cell], unclosed: bool, mender: Mender) -> bool:
    """Whether the first row of the lower piece goes on with the last row of the upper one."""
    last = upper.n_rows - 1
    above = {c.col: mender.join(c.lines) for c in upper.cells if c.row <= last < c.row + c.rowspan and c.row == last}
    below = {c.col: mender.join(c.lines) for c in first}
    filled = {col: text for col, text in below.items() if text}
    if not filled:
        return unclosed
    if _is_bar(first, upper) and len(above) > 1:
        return False
    bolds = [c.bold for c in upper.cells if c.row == last and c.filled]
    if bolds and all(bolds) and not any(c.bold for c in first if c.filled):
        return _cut_below_labels(upper, above, last)
    goes_on = fresh = 0
    spanning = {c.col: mender.join(c.lines) for c in upper.cells if c.row < last < c.row + c.rowspan}
    if any(ATOM.match(text) and ATOM.match(spanning.get(col, "")) for col, text in filled.items()):
        return False
    for col, text in filled.items():
        before = above.get(col, "")
        if not before:
            fresh += 1
        elif ATOM.match(text) and ATOM.match(before):
            return False
        elif text[0].islower() or CONNECTOR.search(before) or before.count("(") > before.count(")"):
            goes_on += 1
        elif ENDED.search(before) or ATOM.match(before) or not unclosed:
            fresh += 1
    partial = len(filled) < sum(1 for t in above.values() if t)
    if unclosed and partial and fresh == 0:
        return True
    return goes_on > fresh or (goes_on > 0 and goes_on == fresh and (unclosed or partial))

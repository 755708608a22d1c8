"""Tables of RFC 4180, as Python's csv module reads them; and no cell that a spreadsheet would run (OWASP)."""

import csv

from common import check, folder, found, text_of

for path in sorted(folder.glob("*.csv")):
    text = text_of(path)
    check(text.endswith("\r\n"), "rows end with CRLF")
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    check(len(set(head)) == len(head), "a column twice")
    for row in rows:
        check(len(row) == len(head), "as many cells as columns")
        for cell in row:
            check(cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") or cell == "", "a formula", repr(cell))
        record = dict(zip(head, row))
        if path.name.endswith("figures.csv"):
            found(record["article"], record["harm"].upper(), record["text"])

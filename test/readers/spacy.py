"""spaCy: what `Doc.char_span` and `doc.ents` ask of (start, end, label) triples."""

import ast

from common import check, check_span, folder, found, records, text_of

for path, record in records("*.jsonl"):
    text = record["text"]
    reached = 0
    for start, end, label in record["entities"]:
        check(start >= reached, "entities overlap or are out of order", record["meta"]["id"])
        reached = end
        found(record["meta"]["id"], label, check_span(text, start, end))
    for start, end, label in record["spans"]["sc"]:
        found(record["meta"]["id"], label, check_span(text, start, end))
ast.parse(text_of(folder / "to_docbin.py"))

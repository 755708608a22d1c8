"""What the readers of formats share. They use Python's standard library alone and know nothing of Dateline's code: each
is written from its format's description, fails on what that forbids, and prints what it found, a JSON array a line:
[article, label, words]."""

import json
import pathlib
import sys

sys.stdout.reconfigure(encoding="utf-8", newline="\n")

folder = pathlib.Path(sys.argv[1])


def check(holds, *why):
    if not holds:
        raise SystemExit("wrong: " + " ".join(str(part) for part in why))


def found(article, label, words):
    print(json.dumps([article, label, words], ensure_ascii=False))


def text_of(path):
    """A file's text as it is: no line end is changed."""
    data = path.read_bytes()
    check(not data.startswith(b"\xef\xbb\xbf"), path, "begins with a byte order mark")
    return data.decode("utf-8")


def records(pattern):
    """The records of all JSON Lines files, read as careless readers do: by every line end that Unicode knows."""
    for path in sorted(folder.glob(pattern)):
        text = text_of(path)
        check(text.endswith("\n"), path, "does not end with a line end")
        lines = text.splitlines()
        check(lines == text.split("\n")[:-1], path, "has other line ends in a record")
        for line in lines:
            yield path, json.loads(line)


def check_span(text, start, end):
    check(isinstance(start, int) and isinstance(end, int), "offsets are numbers", start, end)
    check(0 <= start < end <= len(text), "span outside of the text", start, end)
    words = text[start:end]
    check(words.strip() == words, "white space at the edge of", repr(words))
    return words

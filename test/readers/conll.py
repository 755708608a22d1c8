"""CoNLL-2003 columns. Chunks by the rules of conlleval (an I of another type begins one too); besides, IOB2 and BIOES
are held to their own stricter rules."""

from common import check, folder, found, text_of

scheme = "bioes" if folder.name.endswith("bioes") else "iob2"
FOLLOWS = {
    "iob2": {"O": "OB", "B": "OBI", "I": "OBI", "": "OB"},
    "bioes": {"O": "OBS", "B": "IE", "I": "IE", "E": "OBS", "S": "OBS", "": "OBS"},
}

number = -1
for path in sorted(folder.glob("*.conll")):
    text = text_of(path)
    check(text.endswith("\n\n"), "a blank line ends the last sentence")
    lines = text.split("\n")[:-1]
    check(lines == text.splitlines(), path, "has other line ends in a token")
    sentence_before, last, label_before, words = None, "", "", []

    def close():
        global words
        if words:
            found(str(number), label_before, "".join(words))
        words = []

    for at, line in enumerate(lines):
        if line == "-DOCSTART- -X- -X- O":
            check(lines[at + 1] == "", "a blank line behind -DOCSTART-")
            number += 1
            continue
        if line == "":
            check("E" not in FOLLOWS[scheme][last], "an entity goes over the end of a sentence")
            close()
            last = ""
            continue
        columns = line.split(" ")
        check(len(columns) == 4 and len(line.split()) == 4, "four columns without white space", repr(line))
        place, _, label = columns[3].partition("-")
        check(place in FOLLOWS[scheme][last], "a tag out of place", last, line)
        if place in "BSO" or label != label_before:
            check(place not in "IE", "an entity that does not begin", line)
            close()
        if place != "O":
            words.append(columns[0])
            label_before = label
        last = place
    check(last == "", "the last sentence does not end")

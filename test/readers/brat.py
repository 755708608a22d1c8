"""brat standoff: the grammar of each line, the text of each span, and what annotation.conf declares."""

import re

from common import check, folder, found, text_of

NAME = r"[A-Za-z0-9_-]+"


def sections(path):
    parts, current = {}, None
    for line in text_of(path).splitlines():
        if line.strip() and not line.startswith("#"):
            heading = re.fullmatch(r"\[(\w+)\]", line)
            if heading:
                current = parts.setdefault(heading[1], [])
            else:
                check(current is not None, path, "has a line before the first section")
                current.append(line)
    return parts


conf = sections(folder / "annotation.conf")
check(list(conf) == ["entities", "relations", "events", "attributes"], "the sections of annotation.conf", list(conf))
entities = set(conf["entities"])
events = {re.split(r"\s+", line, maxsplit=1)[0]: line for line in conf["events"]}
attributes = {re.split(r"\s+", line, maxsplit=1)[0]: line for line in conf["attributes"]}
for name in [*entities, *events, *attributes]:
    check(re.fullmatch(NAME, name), "a type's name", name)
visual = sections(folder / "visual.conf")
check({"labels", "drawing"} <= set(visual), "the sections of visual.conf")
shown = dict(tuple(part.strip() for part in line.split("|")[:2]) for line in visual["labels"])

for path in sorted(folder.rglob("*.ann")):
    text = text_of(path.parent / (path.name[:-4] + ".txt"))
    check(text.splitlines() == text.rstrip("\n").split("\n") or text == "", path, "has other line ends in its text")
    content = text_of(path)
    lines = content.splitlines()
    check(lines == content.split("\n")[:-1] or content == "", path, "has other line ends in a line")
    spans, triggers, seen, refers = {}, {}, set(), []
    article = str(path.relative_to(folder))[:-4]
    for line in lines:
        identifier, _, rest = line.partition("\t")
        check(identifier not in seen, path, "has an id twice", identifier)
        seen.add(identifier)
        if identifier[0] == "T":
            match = re.fullmatch(rf"({NAME}) (\d+ \d+(?:;\d+ \d+)*)\t(.+)", rest)
            check(match, path, "a text-bound", line)
            fragments = [tuple(map(int, pair.split(" "))) for pair in match[2].split(";")]
            for start, end in fragments:
                check(0 <= start < end <= len(text), "a fragment outside of the text", line)
                check("\n" not in text[start:end], "a line end in a fragment", line)
            check(all(a[1] <= b[0] for a, b in zip(fragments, fragments[1:])), "fragments in order", line)
            check(" ".join(text[start:end] for start, end in fragments) == match[3], "the text of a span", line)
            check(match[1] in entities or match[1] in events, "a type that is not declared", line)
            spans[identifier] = (match[1], match[3])
            found(article, shown.get(match[1], match[1]), match[3])
        elif identifier[0] == "E":
            parts = [part.split(":") for part in rest.split(" ")]
            check(all(len(part) == 2 and re.fullmatch(NAME, part[0]) for part in parts), path, "an event", line)
            (kind, trigger), *arguments = parts
            check(kind in events, "an event that is not declared", line)
            check(spans[trigger][0] == kind, "a trigger of another type", line)
            roles = [role for role, _ in arguments]
            check(len(set(roles)) == len(roles), "a role twice", line)
            for role, target in arguments:
                check(re.search(rf"\b{re.sub('[0-9]+$', '', role)}[?*]?:", events[kind]), "a role that is not declared", line)
                refers.append(target)
        elif identifier[0] == "A":
            name, target, *value = rest.split(" ")
            check(name in attributes, "an attribute that is not declared", line)
            values = re.search(r"Value:(\S+)", attributes[name])
            check([bool(values)] == [bool(value)] and (not values or value[0] in values[1].split("|")), "a value", line)
            refers.append(target)
        else:
            match = re.fullmatch(r"AnnotatorNotes ([TE]\d+)\t.+", rest)
            check(identifier[0] == "#" and match, path, "a line of no known kind", line)
            refers.append(match[1])
    check(set(refers) <= seen, path, "refers to what is not there", set(refers) - seen)

"""Agreement and evaluation computed again from the sidecars' JSON, from the papers' formulas and nothing of Dateline's:
the counts of F of two sets of annotations, and Krippendorff's alpha for unitizing section by section. The two are ana and
ben in the folder's sidecars, or, where a second folder is named, what stands in the sidecars of each.
Prints one line: {"articles", "exact": {label: [right, of the first, of the second]}, "alpha": {label: alpha}}."""

import json
import pathlib
import sys

from common import check, folder, text_of

OTHER = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
ANNOTATORS = ("ana", "ben")


def decision(annotation, name):
    """What an annotator says of an annotation, as (kind, label, start, end); None where nothing stands."""
    own = dict(annotation)
    mine = own["status"] if own.get("by") == name else None
    for opinion in own.get("opinions", []):
        if opinion.get("by") == name:
            own.update(opinion)
            mine = opinion["status"]
    if mine is None:
        return None, False
    if mine in ("rejected", "orphaned"):
        return None, True
    figure = own.get("figure")
    label = figure["harm"].upper() if own["kind"] == "figure" else own["label"]
    return (own["kind"], label, own["start"], own["end"]), True


def articles():
    for path in sorted(folder.rglob("*.dateline.json")):
        sidecar = json.loads(text_of(path))
        if OTHER is not None:
            other = OTHER / path.relative_to(folder)
            if other.exists():
                pair = (sidecar, json.loads(text_of(other)))
                yield sidecar["article"]["length"], [{one for one, _ in (decision(a, a.get("by")) for a in own["annotations"]) if one} for own in pair]
            continue
        article = path.with_name(path.name.removesuffix(".dateline.json"))
        length = len(article.read_bytes().decode("utf-8"))
        check(length == sidecar["article"]["length"], "the length of", article)
        sides = []
        for name in ANNOTATORS:
            said = [decision(annotation, name) for annotation in sidecar["annotations"]]
            if any(took_part for _, took_part in said):
                sides.append({one for one, _ in said if one})
        if len(sides) == 2:
            yield length, sides


def sections(units, length):
    """The whole continuum as (begin, end, is unit), gaps too."""
    at = 0
    for begin, end in sorted(units):
        if begin > at:
            yield at, begin, False
        yield begin, end, True
        at = end
    if at < length:
        yield at, length, False


def delta(g, h):
    (b1, e1, unit1), (b2, e2, unit2) = g, h
    if unit1 and unit2 and b1 < e2 and b2 < e1:
        return (b1 - b2) ** 2 + (e1 - e2) ** 2
    if unit1 and not unit2 and b2 <= b1 and e1 <= e2:
        return (e1 - b1) ** 2
    if unit2 and not unit1 and b1 <= b2 and e2 <= e1:
        return (e2 - b2) ** 2
    return 0


def alpha(category, texts):
    """Krippendorff 1995: observed over expected disagreement, with the texts as one continuum."""
    total = sum(length for length, _ in texts)
    m = len(ANNOTATORS)
    observed = 0
    units, gaps = [], []
    for length, sides in texts:
        cut = [list(sections([(b, e) for kind, label, b, e in side if (kind, label) == category], length)) for side in sides]
        observed += sum(delta(g, h) for g in cut[0] for h in cut[1])
        for side in cut:
            units += [e - b for b, e, is_unit in side if is_unit]
            gaps += [e - b for b, e, is_unit in side if not is_unit]
    observed = 2 * observed / (m * (m - 1) * total**2)
    expected = 0
    for l in units:
        expected += (len(units) - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l**2 * sum(h - l + 1 for h in gaps if h >= l)
    expected *= 2 / total
    expected /= m * total * (m * total - 1) - sum(l * (l - 1) for l in units)
    return 1 - observed / expected


texts = list(articles())
categories = sorted({one[:2] for _, sides in texts for side in sides for one in side})
exact = {}
for category in categories:
    of = [[{one for one in side if one[:2] == category} for side in sides] for _, sides in texts]
    exact[" ".join(category)] = [sum(len(a & b) for a, b in of), sum(len(a) for a, _ in of), sum(len(b) for _, b in of)]
print(json.dumps({"articles": len(texts), "exact": exact, "alpha": {" ".join(c): alpha(c, texts) for c in categories}}))

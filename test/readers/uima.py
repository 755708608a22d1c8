"""UIMA CAS JSON 0.4.0, and what INCEpTION asks of a CAS beside that: tokens, and sentences that annotations lie in."""

import json

from common import check, folder, found, text_of

BUILT_IN = {"uima.cas.TOP", "uima.cas.Sofa", "uima.tcas.Annotation", "uima.tcas.DocumentAnnotation", "uima.cas.String", "uima.cas.Boolean", "uima.cas.Integer"}
INHERITED = {"%ID", "%TYPE", "@sofa", "begin", "end", "language"}

for path in sorted(folder.rglob("*.json")):
    if path.name == "dateline-export.json":
        continue
    cas = json.loads(text_of(path))
    check(list(cas) == ["%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"], "the sections", list(cas))
    types = cas["%TYPES"]
    for name, kind in types.items():
        check(kind["%NAME"] == name, "a type's name", name)
        check(kind["%SUPER_TYPE"] in BUILT_IN | set(types), "a type of no known type", name)
        for feature, about in kind.items():
            if not feature.startswith("%"):
                check(about["%NAME"] == feature and about["%RANGE"] in BUILT_IN | set(types), "a feature", name, feature)
    structures = {}
    text = None
    for structure in cas["%FEATURE_STRUCTURES"]:
        check(list(structure)[:2] == ["%ID", "%TYPE"], "id and type come first")
        identifier, kind = structure["%ID"], structure["%TYPE"]
        check(isinstance(identifier, int) and identifier > 0 and identifier not in structures, "an id", identifier)
        structures[identifier] = structure
        if kind == "uima.cas.Sofa":
            text = structure["sofaString"].encode("utf-16-le")
            continue
        check(kind in types, "a type that is not declared", kind)
        check(structures[structure["@sofa"]]["%TYPE"] == "uima.cas.Sofa", "the Sofa comes first")
        check(0 <= structure["begin"] <= structure["end"] <= len(text) // 2, "an annotation outside of the text", structure)
        for feature, value in structure.items():
            if feature in INHERITED:
                continue
            about = types[kind].get(feature.lstrip("@"))
            check(about, "a feature that is not declared", kind, feature)
            wanted = {"uima.cas.String": str, "uima.cas.Boolean": bool}.get(about["%RANGE"], int)
            check(isinstance(value, wanted), "a feature's value", kind, feature, value)
    for structure in structures.values():
        for feature, value in structure.items():
            if feature.startswith("@"):
                check(value in structures, "a reference leads nowhere", structure)
                about = types.get(structure["%TYPE"], {}).get(feature[1:])
                check(not about or structures[value]["%TYPE"] == about["%RANGE"], "a reference to another type", structure)
    view = cas["%VIEWS"]["_InitialView"]
    check(structures[view["%SOFA"]]["%TYPE"] == "uima.cas.Sofa", "the view's Sofa")
    check(set(view["%MEMBERS"]) <= set(structures) and len(set(view["%MEMBERS"])) == len(view["%MEMBERS"]), "members")

    def of(end):
        return [one for one in structures.values() if one["%TYPE"].endswith(end)]

    tokens, sentences = of(".Token"), of(".Sentence")
    starts, ends = {token["begin"] for token in tokens}, {token["end"] for token in tokens}
    for rank in (tokens, sentences):
        check(all(a["end"] <= b["begin"] for a, b in zip(rank, rank[1:])), "tokens and sentences do not overlap")
    document = of(".DocumentMetaData")[0]
    for one in structures.values():
        kind = one["%TYPE"].rsplit(".", 1)[-1]
        if kind not in ("NamedEntity", "CasualtyFigure", "Suggestion"):
            continue
        check(one["begin"] in starts and one["end"] in ends, "an annotation cuts a token", one)
        check(any(s["begin"] <= one["begin"] and one["end"] <= s["end"] for s in sentences), "an annotation crosses sentences", one)
        words = text[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le")
        found(document["documentId"], one.get("value") or one["label"], words)

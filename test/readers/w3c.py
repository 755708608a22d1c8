"""W3C Web Annotation Data Model: what it says MUST hold of collections, pages, annotations, bodies and selectors."""

import json
import re
import urllib.parse

from common import check, folder, found, text_of

MOTIVATIONS = "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying tagging".split()
ids = set()


def iri(value):
    check(isinstance(value, str) and re.fullmatch(r"[^\s<>\"{}|\\^`]+", value), "an IRI", value)
    check(value not in ids, "an id twice", value)
    ids.add(value)
    if value.startswith("urn:uuid:"):
        check(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", value[9:]), "a UUID", value)


for path in sorted(folder.glob("*.jsonld")):
    collection = json.loads(text_of(path))
    check(collection["@context"] == "http://www.w3.org/ns/anno.jsonld", "the context")
    check(collection["type"] == "AnnotationCollection", "a collection")
    iri(collection["id"])
    page = collection["first"]
    check(page["type"] == "AnnotationPage" and page["startIndex"] == 0, "a page")
    iri(page["id"])
    check(collection["total"] == len(page["items"]), "the number of annotations")
    for annotation in page["items"]:
        iri(annotation["id"])
        check(annotation["type"] == "Annotation" and annotation["motivation"] in MOTIVATIONS, "an annotation")
        if "created" in annotation:
            check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", annotation["created"]), "a time in UTC")
        for body in annotation["body"]:
            check(body["type"] == "TextualBody" and isinstance(body["value"], str), "a body", body)
            check(body["purpose"] in MOTIVATIONS, "a purpose", body)
        tags = [body["value"] for body in annotation["body"] if body["purpose"] == "tagging"]
        check(len(tags) == 1, "one tag")
        source = annotation["target"]["source"]
        selectors = {selector["type"]: selector for selector in annotation["target"]["selector"]}
        position = selectors["TextPositionSelector"]
        start, end = position["start"], position["end"]
        check(0 <= start < end, "a position", position)
        if source.startswith("ni:"):
            check(re.fullmatch(r"ni:///sha-256;[A-Za-z0-9_-]{43}", source), "a named information URI", source)
            check(set(selectors) == {"TextPositionSelector"}, "words in a dataset without texts")
            found(source, tags[0], "")
            continue
        file = folder / urllib.parse.unquote(source)
        text = text_of(file)
        quote = selectors["TextQuoteSelector"]
        check(text[start:end] == quote["exact"], "a quote", quote)
        check(text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"]), "surroundings", quote)
        found(file.name, tags[0], quote["exact"])

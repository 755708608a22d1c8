"""doccano: sequence labelling ("JSONL") and with relations ("JSONL(Relation)")."""

from common import check, check_span, found, records

for path, record in records("*.jsonl"):
    text = record["text"]
    for start, end, label in record["label"]:
        found(record["article"], label, check_span(text, start, end))
    entities = record["entities"]
    for entity in entities:
        check(set(entity) == {"id", "label", "start_offset", "end_offset"}, "an entity's keys", entity)
        check(isinstance(entity["id"], int), "an id is a number")
    triples = [[entity["start_offset"], entity["end_offset"], entity["label"]] for entity in entities]
    check(triples == record["label"], "entities and label differ")
    ids = [entity["id"] for entity in entities]
    check(len(set(ids)) == len(ids), "ids are unique")
    for relation in record["relations"]:
        check(set(relation) == {"id", "from_id", "to_id", "type"}, "a relation's keys", relation)
        check(relation["from_id"] in ids and relation["to_id"] in ids, "a relation leads nowhere", relation)
        words = [next(text[e["start_offset"] : e["end_offset"]] for e in entities if e["id"] == relation[key]) for key in ("from_id", "to_id")]
        found(record["article"], "-" + relation["type"], " > ".join(words))

"""Label Studio: tasks against their labelling setup."""

import json
import xml.etree.ElementTree

from common import check, check_span, folder, found, text_of

setup = xml.etree.ElementTree.fromstring(text_of(folder / "label_config.xml"))
check(setup.tag == "View", "the setup's root")
controls = {tag.get("name"): tag for tag in setup.iter() if tag.get("toName")}
objects = {tag.get("name"): tag for tag in setup.iter() if tag.get("value", "").startswith("$")}
TAGS = {"labels": "Labels", "number": "Number", "choices": "Choices", "textarea": "TextArea"}
relations = {tag.get("value") for tag in setup.iter("Relation")}


def values(tag):
    return [child.get("value") for child in tag]


for path in sorted(folder.glob("*.json")):
    if path.name == "dateline-export.json":
        continue
    for task in json.loads(text_of(path)):
        text = task["data"]["text"]
        for kind in ("annotations", "predictions"):
            for work in task[kind]:
                if kind == "predictions":
                    check(work["model_version"] and 0 <= work["score"] <= 1, "model and score", work)
                regions = {}
                for result in work["result"]:
                    if result["type"] == "relation":
                        continue
                    control = controls[result["from_name"]]
                    check(control.tag == TAGS[result["type"]], "a control of another type", result)
                    check(result["to_name"] in objects and control.get("toName") == result["to_name"], "to_name", result)
                    value = result["value"]
                    words = check_span(text, value["start"], value["end"])
                    if result["type"] == "labels":
                        check(result["id"] not in regions, "a region twice", result["id"])
                        regions[result["id"]] = words
                        check(value["text"] == words, "a region's text", value)
                        check(set(value["labels"]) <= set(values(control)), "labels that the setup lacks", value)
                        found(task["data"]["article"], f"{kind[0]} {value['labels'][0]}", words)
                    else:
                        check(result["id"] in regions, "a field of no region", result)
                        if result["type"] == "choices":
                            check(set(value["choices"]) <= set(values(control)), "a choice that the setup lacks", value)
                for result in work["result"]:
                    if result["type"] == "relation":
                        check(result["from_id"] in regions and result["to_id"] in regions, "a relation leads nowhere")
                        check(set(result["labels"]) <= relations, "a relation that the setup lacks")

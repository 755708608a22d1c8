"""Prodigy: tasks with tokens, spans and answers."""

from common import check, check_span, found, records

for path, task in records("*.jsonl"):
    text, tokens = task["text"], task["tokens"]
    reached = 0
    for number, token in enumerate(tokens):
        check(token["id"] == number, "token ids count from 0")
        check(token["start"] >= reached, "tokens overlap")
        reached = token["end"]
        check(text[token["start"] : token["end"]] == token["text"], "a token's text", token)
        check(not any(char.isspace() for char in token["text"]), "white space in a token", token)
        check(token["ws"] == (text[token["end"] : token["end"] + 1] == " "), "white space behind a token", token)
    suggested = path.name.endswith(".suggested.jsonl")
    check(task.get("answer") in ([None] if suggested else ["accept", "reject"]), "an answer", task.get("answer"))
    for span in task["spans"]:
        words = check_span(text, span["start"], span["end"])
        first, last = tokens[span["token_start"]], tokens[span["token_end"]]
        check(first["start"] == span["start"] and last["end"] == span["end"], "a span's tokens", span)
        found(task["meta"]["article"], f"{task.get('answer', 'open')} {span['label']}", words)

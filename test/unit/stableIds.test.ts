import assert from "node:assert/strict";
import { test } from "node:test";
import { detect } from "../../server/src/detect/detect.ts";
import { listed, listedIndex, noNames } from "../../server/src/detect/resolve/nameIndex.ts";
import { type GivenIds, withStableIds } from "../../server/src/stableIds.ts";

const TEXT =
  "Gunmen strike\n\nADEN, June 15 (Reuters) - Gunmen shot at Qarahta. At least 31 militants were killed in Abyan on Friday, officials said.";

const named = (form: string, label: "LOC" | "ORG" | null) => {
  const one = listed({ form, label, name: form, file: "n.tsv", line: 1 });
  return detect(TEXT, { names: { version: "", listed: listedIndex(one ? [one] : []), learned: noNames } });
};

test("an id stands for one thing as long as the text does, whatever names come and go", () => {
  const given: GivenIds = new Map();
  const meaning = new Map<string, string>();
  for (const [form, label] of [
    ["Abyan", "LOC"],
    ["Gunmen", "ORG"],
    ["Abyan", null],
    ["Abyan", "ORG"],
    ["militants", "ORG"],
    ["Abyan", "LOC"],
  ] as const) {
    const raw = named(form, label);
    const { entities, figures, head } = withStableIds(raw, given);
    for (const [name, words] of [
      [head.place, "ADEN"],
      [head.agency, "Reuters"],
    ] as const)
      assert.equal(entities.find(({ id }) => id === name?.mention)?.text, words);
    const ids = [...entities, ...figures].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, text, label: own } of entities) {
      assert.equal(meaning.get(id) ?? `${text} ${own}`, `${text} ${own}`);
      meaning.set(id, `${text} ${own}`);
    }
    const wordsOf = (found: typeof raw) =>
      found.figures.map(({ place, victimEntities }) =>
        [place, ...victimEntities].map((id) => found.entities.find((one) => one.id === id)?.text ?? id),
      );
    assert.deepEqual(wordsOf({ ...raw, entities, figures }), wordsOf(raw));
  }
  assert.ok(meaning.size > 4);
});

test("the first time nothing is renamed", () => {
  const detections = detect(TEXT);
  assert.equal(withStableIds(detections, new Map()), detections);
});

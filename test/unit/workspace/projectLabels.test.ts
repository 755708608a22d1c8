import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attributesFor, defaultTagset, type Tagset } from "../../../server/src/annotations/tagset.ts";
import { contrast, labelColour } from "../../../server/src/workspace/labelColour.ts";
import { parseProject } from "../../../server/src/workspace/project.ts";
import { withRenamedLabel } from "../../../server/src/workspace/projectEdits.ts";
import { projectStarter } from "../../../server/src/workspace/projectStarter.ts";

/** The tagset of a project's file, which fits. */
function tagset(file: string | object): Tagset {
  const { project, problem } = parseProject(typeof file === "string" ? file : JSON.stringify(file));
  assert.equal(problem, null);
  return project.tagset ?? defaultTagset;
}

const keys = ({ labels }: Tagset): string => labels.map(({ name, key }) => `${key} ${name}`).join(", ");

/** What is wrong with a file, and the words that it is marked at. */
function complaint(file: object | string): string {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  const { project, problem } = parseProject(text);
  assert.deepEqual(project, {}, text);
  return `${problem?.message} | ${text.slice(problem?.start, problem?.end)}`;
}

test("own labels stand behind the default ones and take the next numbers, unless they have keys", () => {
  const labels = [{ name: "VEHICLE" }, { name: "EVENT", key: "v" }, { name: "مبنى", key: "2" }];
  assert.equal(
    keys(tagset({ labels })),
    "1 PERSON, 8 ORG, 3 LOC, 4 NORP, 5 DATE, 6 MONEY, 7 WEAPON, 9 VEHICLE, v EVENT, 2 مبنى",
  );
  assert.equal(keys(tagset({ labels: [] })), keys(defaultTagset));
});

test("a default label can be changed and switched off, and all of them left out", () => {
  const own = tagset({
    labels: [
      { name: "MONEY", off: true },
      { name: "LOC", description: "a town", colour: "#336699", key: "l" },
    ],
  });
  assert.equal(keys(own), "1 PERSON, 2 ORG, l LOC, 4 NORP, 5 DATE, 7 WEAPON");
  assert.deepEqual(own.off, ["MONEY"]);
  const loc = own.labels.find(({ name }) => name === "LOC");
  assert.equal(loc?.description, "a town");
  assert.equal(own.labels[0]?.colour, null, "the theme's");
  assert.ok(loc?.colour);
  const none = tagset({ defaultLabels: false, labels: [{ name: "A" }, { name: "B" }, { name: "ORG" }] });
  assert.equal(keys(none), "1 ORG, 2 A, 3 B");
  assert.deepEqual(none.off, ["PERSON", "LOC", "NORP", "DATE", "MONEY", "WEAPON"]);
});

test("attributes are words to choose from, any words or yes and no, for all labels or some", () => {
  const own = tagset({
    attributes: {
      certainty: ["low", "high"],
      role: { values: "text", labels: ["PERSON"], description: "office" },
      deliberate: { values: "boolean", labels: ["FIGURE"] },
    },
  });
  const names = (label: string | null): string[] => attributesFor(own, label).map(({ name }) => name);
  assert.deepEqual(names("PERSON"), ["certainty", "role"]);
  assert.deepEqual(names("LOC"), ["certainty"]);
  assert.deepEqual(names(null), ["certainty", "deliberate"]);
});

test("what does not fit in labels and attributes is named at its place, with what to do", () => {
  assert.match(
    complaint({ labels: [{ name: "A B" }] }),
    /a name is made of letters.*at labels\[0\]\.name\. \| "A B"$/,
  );
  assert.match(complaint({ labels: [{ name: "Killed" }] }), /stands for casualty figures.* \| "Killed"$/);
  assert.match(complaint({ labels: [{ name: "A", key: "x" }] }), /the review mode does not have.* \| "x"$/);
  assert.match(
    complaint({ labels: [{ name: "A", colour: "red" }] }),
    /a colour is written as #rrggbb.* \| "red"$/,
  );
  assert.match(
    complaint({ labels: [{ name: "A" }, { name: "A" }] }),
    /A stands here twice at labels\[1\]\.name/,
  );
  assert.match(
    complaint({
      labels: [
        { name: "A", key: "v" },
        { name: "B", key: "v" },
      ],
    }),
    /A has the key v already at labels\[1\]\.key\. \| "v"$/,
  );
  assert.match(
    complaint({ labels: [{ name: "A", off: true }] }),
    /A is no default label; take it out instead/,
  );
  assert.match(complaint({ labels: [{ nam: "A" }] }), /nam/);
  assert.match(complaint({ defaultLabels: false }), /no label is left; name some under “labels”/);
  assert.match(
    complaint({ attributes: { x: { values: "text", labels: ["PERSN"] } } }),
    /there is no label PERSN; there are PERSON, .*FIGURE at attributes\.x\.labels\[0\]\. \| "PERSN"$/,
  );
  assert.match(complaint({ attributes: { x: ["a", "a"] } }), /a value stands here twice/);
  assert.match(complaint('{"labels": [}'), /is not JSON and is not used \(value expected\)/);
});

test("comments and a last comma may stand in the file", () => {
  const text = '\ufeff// ours\n{"labels": [{"name": "A",}, /* and */],\n}'.slice(1);
  assert.match(keys(tagset(text)), /8 A$/);
});

test("the file to begin with is valid, says what the settings say, and its comments are valid too", () => {
  const settings = { include: ["**/*.txt", '"a".md'], exclude: [], codebook: "acled" };
  const starter = projectStarter(settings);
  assert.deepEqual(
    starter.split("\n").filter((line) => line.length > 66),
    [],
  );
  const { project, problem } = parseProject(starter);
  assert.equal(problem, null);
  assert.deepEqual({ ...project, tagset: undefined }, { ...settings, tagset: undefined });
  assert.equal(keys(project.tagset ?? defaultTagset), keys(defaultTagset));
  const taken = starter
    .replace('"acled"', '{ "words": { "dozens": 24, "hundreds": [100, 999] }, "others": 2 }')
    .replace(/^ *\/\/ (?=["{])(?!\{ "words")/gm, "");
  const { project: whole, problem: wrong } = parseProject(taken);
  assert.equal(wrong, null);
  assert.deepEqual(whole.annotators, ["sa", "mk"]);
  assert.deepEqual(whole.gazetteer, ["names.tsv"]);
  assert.deepEqual(
    whole.tagset?.attributes.map(({ name }) => name),
    ["certainty", "role", "deliberate"],
  );
});

test("every colour can be told from light and dark backgrounds and has black words on it", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(channel, channel, channel, (...rgb) => {
      const hex = `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
      const { light, dark, fill } = labelColour(hex);
      assert.ok(contrast(light, "#ffffff") >= 4.5, light);
      assert.ok(contrast(dark, "#252526") >= 4.5, dark);
      assert.ok(contrast(dark, "#000000") >= 4.5, dark);
      assert.ok(contrast(fill, "#000000") >= 9, fill);
    }),
  );
  const readable = labelColour({ light: "#0b62c4", dark: "#5fa8ff" });
  assert.deepEqual([readable.light, readable.dark], ["#0b62c4", "#5fa8ff"], "what can be seen stays");
});

const FILE = `{
  // ours
  "labels": [
    { "name": "VEHICLE", "key": "v" }, // cars
    { "name": "SITE" }
  ],
  "attributes": { "make": { "values": "text", "labels": ["VEHICLE", "LOC"] } }
}
`;

test("a renamed label has its new name everywhere in the file, with comments and layout as they were", () => {
  const own = tagset(FILE);
  assert.equal(withRenamedLabel(FILE, own, "VEHICLE", "CAR", false), FILE.replaceAll('"VEHICLE"', '"CAR"'));
  const merged = withRenamedLabel(FILE, own, "VEHICLE", "SITE", false);
  assert.deepEqual(
    tagset(merged)
      .labels.slice(7)
      .map(({ name }) => name),
    ["SITE"],
  );
  assert.deepEqual(tagset(merged).attributes[0]?.labels, ["SITE", "LOC"]);
  const kept = tagset(withRenamedLabel(FILE, own, "VEHICLE", "CAR", true));
  assert.equal(keys(kept).replace(/^.*WEAPON, /, ""), "v VEHICLE, 8 CAR, 9 SITE");
  assert.deepEqual(kept.attributes[0]?.labels, ["VEHICLE", "CAR", "LOC"]);
  const added = withRenamedLabel("", defaultTagset, "OLD", "NEW", false);
  assert.match(keys(tagset(added)), /8 NEW$/);
  assert.equal(withRenamedLabel(FILE, own, "OLD", "SITE", false), FILE, "SITE is there");
  const windows = withRenamedLabel(FILE.replaceAll("\n", "\r\n"), own, "VEHICLE", "CAR", true);
  assert.ok(!/[^\r]\n/.test(windows));
});

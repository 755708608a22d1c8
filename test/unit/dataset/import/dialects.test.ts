import assert from "node:assert/strict";
import { test } from "node:test";
import { importerFor } from "../../../../server/src/dataset/import/formats.ts";
import { readAll, saidIn } from "../../../support/importing.ts";

// Datasets that Dateline did not write, each in the words of its own tool's documentation.

/** What is read from files of a format: what each document says, and what is wrong. */
async function check(
  format: string,
  files: Record<string, string>,
  expected: { said: readonly (readonly string[])[]; problems?: readonly RegExp[] },
) {
  const { documents, problems } = await readAll(importerFor(format)!, new Map(Object.entries(files)));
  assert.deepEqual(documents.map(saidIn), expected.said);
  const wanted = expected.problems ?? [];
  assert.equal(problems.length, wanted.length, problems.map(({ message }) => message).join("\n"));
  for (const [n, pattern] of wanted.entries()) assert.match(problems[n]!.message, pattern);
  return documents;
}

const lines = (...records: unknown[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join("");
const leftIn = (documents: Awaited<ReturnType<typeof check>>): string[] =>
  documents.flatMap(({ left }) =>
    left.map(({ count, reason, places }) => `${reason(count)} ${places?.join(", ") ?? ""}`),
  );

test("spaCy 2: pairs of a text and its entities, an example a line or in a list", async () => {
  const pairs = [
    ["Uber blew through $1 million", { entities: [[0, 4, "ORG"]] }],
    ["😀 Google rebrands", { entities: [[2, 8, "ORG"]] }],
  ];
  const said = [["ORG added Uber"], ["ORG added Google"]];
  await check("spacy", { "train.jsonl": lines(...pairs) }, { said });
  await check("spacy", { "train.json": JSON.stringify(pairs) }, { said });
  await check("spacy", { "train.json": JSON.stringify(pairs, null, 2) }, { said });
});

test("spaCy 3: Doc.to_json with span groups, knowledge base ids, and categories", async () => {
  const text = "Welcome to the Bank of China.";
  const documents = await check(
    "spacy",
    {
      "doc.json": JSON.stringify({
        text,
        ents: [{ start: 15, end: 28, label: "ORG" }],
        sents: [{ start: 0, end: 29 }],
        tokens: [{ id: 0, start: 0, end: 7 }],
        spans: { nested: [{ start: 23, end: 28, label: "GPE", kb_id: "Q148" }] },
        cats: { FINANCE: 1 },
      }),
    },
    { said: [["ORG added Bank of China", "GPE added China"]] },
  );
  assert.deepEqual(
    [...documents[0]!.annotations[1]!.attributes],
    [
      ["spans", "nested"],
      ["kb_id", "Q148"],
    ],
  );
  assert.deepEqual(leftIn(documents), ["1 field of a document has no place in a sidecar cats"]);
});

test("spaCy 2's training JSON: tokens with BILUO tags in a raw text", async () => {
  const tokens = (words: string[], tags: string[]) => words.map((orth, id) => ({ id, orth, ner: tags[id] }));
  const raw = "Angela Merkel  visits Aden.";
  const sentences = [
    { tokens: tokens(["Angela", "Merkel", "visits", "Aden", "."], ["B-PER", "L-PER", "O", "U-LOC", "O"]) },
  ];
  await check(
    "spacy",
    { "a.json": JSON.stringify([{ id: 0, paragraphs: [{ raw, sentences }] }], null, 1) },
    {
      said: [["PER added Angela Merkel", "LOC added Aden"]],
    },
  );
});

test("doccano: label, labels, entities with relations, and labels of whole texts", async () => {
  const text = "Google was founded by Larry Page.";
  const documents = await check(
    "doccano",
    {
      "all.jsonl": lines(
        { id: 1, text, label: [[0, 6, "ORG"]] },
        {
          id: 2,
          text,
          labels: [
            [0, 6, "ORG"],
            [22, 32, "PERSON"],
          ],
        },
        {
          id: 3,
          text,
          entities: [
            { id: 10, start_offset: 0, end_offset: 6, label: "ORG" },
            { id: 11, start_offset: 22, end_offset: 32, label: "PERSON" },
          ],
          relations: [{ id: 5, from_id: 10, to_id: 11, type: "foundedBy" }],
          Comments: ["look again"],
        },
        { id: 4, data: text, label: ["business"] },
      ),
    },
    {
      said: [
        ["ORG added Google"],
        ["ORG added Google", "PERSON added Larry Page"],
        ["ORG added Google", "PERSON added Larry Page"],
        [],
      ],
    },
  );
  assert.deepEqual(documents[2]!.relations, [{ type: "foundedBy", from: 0, to: 1 }]);
  assert.match(leftIn(documents).join("\n"), /has no place in a sidecar Comments\n1 label of a whole text/);
});

test("Prodigy: answers, annotators, times, ignored tasks, and a rejection that does not say what is wrong", async () => {
  const text = "Fighting in Aden and Taiz.";
  const aden = { start: 12, end: 16, label: "LOC", token_start: 2, token_end: 2 };
  const taiz = { start: 21, end: 25, label: "LOC", token_start: 4, token_end: 4 };
  const task = {
    text,
    _input_hash: 1,
    _task_hash: 2,
    _view_id: "ner_manual",
    _annotator_id: "news-mk",
    _timestamp: 1_700_000_000,
  };
  const documents = await check(
    "prodigy",
    {
      "out.jsonl": lines(
        { ...task, spans: [aden, taiz], answer: "accept" },
        { ...task, spans: [aden], answer: "reject" },
        { ...task, spans: [aden, taiz], answer: "reject" },
        { ...task, spans: [aden], answer: "ignore" },
        { text, spans: [{ ...aden, score: 0.5 }] },
        {
          ...task,
          spans: [aden, taiz],
          relations: [
            {
              head: 2,
              child: 4,
              label: "NEAR",
              head_span: { start: 12, end: 16 },
              child_span: { start: 21, end: 25 },
            },
          ],
          answer: "accept",
        },
      ),
    },
    {
      said: [
        ["LOC added Aden", "LOC added Taiz"],
        ["LOC rejected Aden"],
        [],
        [],
        ["LOC suggested Aden"],
        ["LOC added Aden", "LOC added Taiz"],
      ],
      problems: [/rejected with 2 spans, and does not say which of them is wrong/],
    },
  );
  const [first] = documents[0]!.annotations;
  assert.deepEqual([first!.by, first!.at], ["news-mk", "2023-11-14T22:13:20Z"]);
  assert.deepEqual(
    documents.map(({ reviewed }) => reviewed),
    [true, true, false, false, false, true],
  );
  assert.deepEqual(documents[5]!.relations, [{ type: "NEAR", from: 0, to: 1 }]);
});

test("Label Studio: full JSON with two annotators, a prediction, a skipped task, fields and relations", async () => {
  const text = "Clashes in Abyan 😀 and Taiz.";
  const region = (id: string, start: number, end: number, words: string, label: string) => ({
    id,
    from_name: "label",
    to_name: "text",
    type: "labels",
    origin: "manual",
    value: { start, end, text: words, labels: [label] },
  });
  const abyan = region("gew3t9fgkg", 11, 16, "Abyan", "LOC");
  const documents = await check(
    "labelstudio",
    {
      "project.json": JSON.stringify([
        {
          id: 1,
          data: { headline: text },
          annotations: [
            {
              id: 1001,
              completed_by: { id: 7, email: "mk@example.org" },
              created_at: "2021-03-09T22:16:08.728353Z",
              result: [
                abyan,
                {
                  ...abyan,
                  from_name: "sure",
                  type: "choices",
                  value: { start: 11, end: 16, choices: ["yes"] },
                },
                region("0gpIsb7s27", 23, 27, "Taiz", "LOC"),
                {
                  type: "relation",
                  from_id: "gew3t9fgkg",
                  to_id: "0gpIsb7s27",
                  direction: "left",
                  labels: ["near"],
                },
                { from_name: "topic", to_name: "text", type: "choices", value: { choices: ["war"] } },
              ],
            },
            { id: 1002, completed_by: 9, result: [{ ...abyan, value: { ...abyan.value, labels: ["ORG"] } }] },
            { id: 1003, completed_by: 9, was_cancelled: true, result: [abyan] },
          ],
          predictions: [{ model_version: "model 1", score: 0.9, result: [abyan] }],
        },
        { id: 2, data: { text: "Nobody looked." }, annotations: [], predictions: [] },
      ]),
    },
    { said: [["LOC added Abyan", "LOC added Taiz"], ["ORG added Abyan"], [], ["LOC suggested Abyan"], []] },
  );
  assert.deepEqual(
    documents.map(({ annotations: [one] }) => one?.by),
    ["mk@example.org", "9", undefined, null, undefined],
  );
  assert.deepEqual([...documents[0]!.annotations[0]!.attributes], [["sure", "yes"]]);
  assert.deepEqual(documents[0]!.relations, [{ type: "near", from: 1, to: 0 }]);
  assert.equal(documents[3]!.annotations[0]!.detector, "model 1");
  assert.deepEqual(
    leftIn(documents).map((line) => line.split(" ").slice(0, 4).join(" ")),
    ["1 result on a", "1 annotation of a", "1 task that nobody"],
  );
});

test("Label Studio: JSON-MIN", async () => {
  const documents = await check(
    "labelstudio",
    {
      "min.json": JSON.stringify([
        {
          id: 5297,
          text: "Electric City Corp. (the Company)",
          label: [
            { start: 0, end: 19, text: "Electric City Corp.", labels: ["Name"] },
            { start: 25, end: 32, text: "Company", labels: ["Reference"] },
          ],
          annotator: 3,
          annotation_id: 12,
          created_at: "2021-12-02T10:00:00Z",
          lead_time: 4.2,
        },
      ]),
    },
    { said: [["Name added Electric City Corp.", "Reference added Company"]] },
  );
  assert.equal(documents[0]!.annotations[0]!.by, "3");
  assert.deepEqual(leftIn(documents), []);
});

test("brat: attributes, normalisations, notes, relations, equivalences, events, spans in pieces", async () => {
  const documents = await check(
    "brat",
    {
      "doc.txt": "Sony and\nEricsson bought North and South America’s 😀 firm.\n",
      "doc.ann": [
        "T1\tOrganization 0 4\tSony",
        "T2\tOrganization 9 17\tEricsson",
        "T3\tOrganization 0 8;9 17\tSony and Ericsson",
        "T4\tLocation 25 30;41 48\tNorth America",
        "T5\tMerge-org 18 24\tbought",
        "T6\tThing 53 57\tfirm",
        "E1\tMerge-org:T5 Buyer:T1 Buyer2:T2",
        "R1\tOrigin Arg1:T1 Arg2:T6",
        "*\tAlias T1 T2 T3",
        "A1\tNegation E1",
        "A2\tConfidence T1 L1",
        "N1\tReference T1 Wikipedia:1234\tSony",
        "#1\tAnnotatorNotes T1\tis this right?",
        "M1\tSpeculation T6",
        "nonsense",
        "",
      ].join("\n"),
    },
    {
      said: [
        [
          "Organization added Sony",
          "Organization added Ericsson",
          "Organization added Sony and Ericsson",
          "Merge-org added bought",
          "Thing added firm",
        ],
      ],
      problems: [/“nonsense” is no line of brat's standoff/],
    },
  );
  const [document] = documents;
  assert.deepEqual(
    [...document!.annotations[0]!.attributes],
    [
      ["Confidence", "L1"],
      ["Reference", "Wikipedia:1234"],
    ],
  );
  assert.equal(document!.annotations[0]!.note, "is this right?");
  assert.deepEqual([...document!.annotations[3]!.attributes], [["Negation", true]]);
  assert.deepEqual(
    document!.relations.map(({ type, from, to }) => `${type} ${from} ${to}`),
    ["Buyer 3 0", "Buyer2 3 1", "Origin 0 4", "Alias 0 1", "Alias 0 2"],
  );
  assert.deepEqual(leftIn(documents), [
    "1 annotation of several stretches with other words between (a sidecar has one span for each) doc.ann: T4: Location “North America”",
  ]);
});

test("CoNLL-2003: four columns in IOB1, documents, sentences", async () => {
  const conll = `-DOCSTART- -X- -X- O

EU NNP I-NP I-ORG
rejects VBZ I-VP O
German JJ I-NP I-MISC
call NN I-NP O

Peter NNP I-NP I-PER
Blackburn NNP I-NP I-PER

-DOCSTART- -X- O O

BRUSSELS NNP I-NP I-LOC
BRUSSELS NNP I-NP B-LOC
`;
  const documents = await check(
    "conll",
    { "eng.conll": conll },
    {
      said: [
        ["ORG added EU", "MISC added German", "PER added Peter Blackburn"],
        ["LOC added BRUSSELS", "LOC added BRUSSELS"],
      ],
    },
  );
  assert.equal(documents[0]!.text, "EU rejects German call\nPeter Blackburn");
});

test("CoNLL: tabs, BIOES, BILUO, two columns, comments, CRLF, no -DOCSTART-", async () => {
  const bioes =
    "# id = 1\r\nAden\tS-LOC\r\nis\tO\r\nNew\tB-LOC\r\nYork\tE-LOC\r\n\r\nصنعاء\tU-LOC\r\nbroken\r\n";
  const documents = await check(
    "conll-bioes",
    { "a.bioes": bioes },
    {
      said: [["LOC added Aden", "LOC added New York", "LOC added صنعاء"]],
      problems: [/“broken” has no tag in its last column/],
    },
  );
  assert.match(leftIn(documents).join(), /^1 line that is a comment/);
});

test("Hugging Face: tokens with numbered tags, whose names are in the card", async () => {
  const row = { id: "0", tokens: ["EU", "rejects", "German"], ner_tags: [3, 0, 7] };
  const card = `---
dataset_info:
  features:
  - name: id
    dtype: string
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': O
          '1': B-PER
          '2': I-PER
          '3': B-ORG
          '4': I-ORG
          '5': B-LOC
          '6': I-LOC
          '7': B-MISC
          '8': I-MISC
---
`;
  await check(
    "huggingface",
    { "data/train.jsonl": lines(row), "README.md": card },
    { said: [["ORG added EU", "MISC added German"]] },
  );
  await check(
    "huggingface",
    { "data/train.jsonl": lines(row) },
    { said: [], problems: [/README.md beside the dataset has no names/] },
  );
  await check(
    "huggingface",
    { "a.jsonl": lines({ tokens: ["Aden"], ner_tags: ["B-LOC"] }) },
    { said: [["LOC added Aden"]] },
  );
});

test("W3C Web Annotation: a quotation alone, a position alone, comments, a source that is not here", async () => {
  const on = (source: string, selector: object, body: unknown, more: object = {}) => ({
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `http://example.org/${JSON.stringify(selector).length}`,
    type: "Annotation",
    motivation: "tagging",
    body,
    target: { source, selector },
    ...more,
  });
  const quote = { type: "TextQuoteSelector", exact: "Aden", prefix: "from " };
  const documents = await check(
    "w3c",
    {
      "page.txt": "Aden: news from Aden 😀 city",
      "a.jsonld": lines(
        on(
          "page.txt",
          quote,
          { type: "TextualBody", value: "LOC", purpose: "tagging" },
          { creator: "http://example.org/mk" },
        ),
        on("page.txt", { type: "TextPositionSelector", start: 23, end: 27 }, { value: "THING" }),
        on("page.txt", { type: "TextQuoteSelector", exact: "Aden" }, { value: "LOC" }),
        on(
          "page.txt",
          quote,
          { type: "TextualBody", value: "nice", purpose: "commenting" },
          { motivation: "commenting" },
        ),
        on("http://example.com/page", quote, { value: "LOC" }),
      ),
    },
    {
      said: [["LOC added Aden", "THING added city"]],
      problems: [/“Aden” stand in the text more than once/, /whose text is not in the dataset/],
    },
  );
  assert.equal(documents[0]!.annotations[0]!.by, "http://example.org/mk");
  assert.match(leftIn(documents).join(), /^1 annotation without a tag/);
});

test("INCEpTION: CAS JSON with UTF-16 offsets, named entities, a custom layer, a relation", async () => {
  const cas = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
      {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        sofaNum: 1,
        sofaID: "_InitialView",
        mimeType: "text",
        sofaString: "😀 Aden and Taiz.",
      },
      {
        "%ID": 2,
        "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
        "@sofa": 1,
        begin: 0,
        end: 17,
        language: "x-unspecified",
        documentTitle: "doc.txt",
      },
      {
        "%ID": 3,
        "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        "@sofa": 1,
        begin: 0,
        end: 2,
      },
      {
        "%ID": 4,
        "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
        "@sofa": 1,
        begin: 3,
        end: 7,
        value: "LOC",
        identifier: "http://www.wikidata.org/entity/Q131694",
      },
      { "%ID": 5, "%TYPE": "webanno.custom.Place", "@sofa": 1, "^begin": 12, "^end": 16, kind: "city" },
      {
        "%ID": 6,
        "%TYPE": "webanno.custom.Near",
        "@sofa": 1,
        begin: 12,
        end: 16,
        "@Governor": 4,
        "@Dependent": 5,
        label: "near",
      },
      {
        "%ID": 7,
        "%TYPE": "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata",
        "@sofa": 1,
        begin: 0,
        end: 0,
        username: "mk",
      },
    ],
    "%VIEWS": { _InitialView: { "%SOFA": 1, "%MEMBERS": [2, 3, 4, 5, 6] } },
  };
  const documents = await check(
    "uima",
    { "doc.json": JSON.stringify(cas, null, 2) },
    { said: [["LOC added Aden", "Place added Taiz"]] },
  );
  assert.deepEqual(documents[0]!.relations, [{ type: "near", from: 0, to: 1 }]);
  assert.deepEqual(
    documents[0]!.annotations.map(({ attributes }) => [...attributes]),
    [[["identifier", "http://www.wikidata.org/entity/Q131694"]], [["kind", "city"]]],
  );
  assert.equal(documents[0]!.name, "doc.txt");
});

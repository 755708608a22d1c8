import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CodeLens, DocumentHighlight, FoldingRange, InlayHint, Location } from "vscode-languageserver";
import type { LayoutResult } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

// What every editor shows of its own accord, over JSON-RPC.

const TEXT = [
  "SANAA, June 15, 2012 - At least 31 militants were killed on Friday in Zinjibar, the United Nations said.",
  "",
  "The U.N. (UN) said Zinjibar's market burned. Rebels of Omar Hadi fled; Hadi was not found.",
].join("\n");

let client: Client;
before(async () => {
  client = await startLanguageClient({ configuration: { inlayHints: true, codeLenses: true } });
});
after(() => client.close());

/** The words of ranges of the text. */
const words = (ranges: readonly { range: Location["range"] }[], text = TEXT): string[] =>
  ranges.map(
    ({ range: { start, end } }) => text.split("\n")[start.line]?.slice(start.character, end.character) ?? "",
  );

const place = (word: string, text = TEXT): { line: number; character: number } => {
  const line = text.split("\n").findIndex((own) => own.includes(word));
  return { line, character: (text.split("\n")[line] ?? "").indexOf(word) + 1 };
};

const highlights = (uri: string, word: string): Promise<DocumentHighlight[]> =>
  client.request("textDocument/documentHighlight", { textDocument: { uri }, position: place(word) });

test("all forms of an entity are highlighted, and a figure with its number, harm, place and source", async () => {
  const uri = client.file("highlights.txt", TEXT);
  await client.open(uri, TEXT);
  assert.deepEqual(words(await highlights(uri, "Zinjibar")), ["Zinjibar", "Zinjibar"]);
  assert.deepEqual(words(await highlights(uri, "Hadi was")), ["Omar Hadi", "Hadi"]);
  assert.deepEqual(words(await highlights(uri, "militants")), [
    "At least 31 militants",
    "31",
    "killed",
    "Zinjibar",
    "United Nations",
  ]);
  assert.deepEqual(words(await highlights(uri, "burned")), []);
});

test("references go through the workspace, by every form, and pass over what is no mention", async () => {
  const uri = client.file("references.txt", TEXT);
  const others = {
    "other.txt": "UN envoys left Zinjibar on Sunday.\n",
    "arabic.txt": "وصل وفد من الأمم المتحدة UN إلى المدينة.\n",
    "words.txt": "Nothing of either was said here.\n",
  };
  const uris = Object.entries(others).map(([name, text]) => client.file(name, text));
  await client.open(uri, TEXT);
  const references = (word: string): Promise<Location[]> =>
    client.request("textDocument/references", {
      textDocument: { uri },
      position: place(word),
      context: { includeDeclaration: true },
    });
  const un = await references("United");
  assert.deepEqual(
    words(un.filter((one) => one.uri === uri)),
    ["the United Nations", "U.N.", "UN"].map((form) => form.replace("the ", "")),
  );
  const [other, arabic, none] = uris;
  assert.deepEqual(
    words(
      un.filter((one) => one.uri === other),
      others["other.txt"],
    ),
    ["UN"],
  );
  assert.equal(
    un.some((one) => one.uri === none),
    false,
  );
  assert.deepEqual(
    words(
      un.filter((one) => one.uri === arabic),
      others["arabic.txt"],
    ),
    ["الأمم المتحدة", "UN"],
  );
  const zinjibar = await references("Zinjibar");
  assert.deepEqual(
    words(
      zinjibar.filter((one) => one.uri === other),
      others["other.txt"],
    ),
    ["Zinjibar"],
  );
  assert.deepEqual(await references("burned"), []);
});

test("values stand behind their lines, and a lens accepts what is open in a paragraph", async () => {
  const uri = client.file("hints.txt", TEXT);
  await client.open(uri, TEXT);
  const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
  const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range });
  assert.deepEqual(
    hints.map(({ position, label }) => [position.line, position.character, label]),
    [[0, TEXT.indexOf("\n"), "killed at least 31 · 2012-06-15"]],
  );
  const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.deepEqual(
    lenses.map(({ range: own, command }) => [own.start.line, command?.title.replace(/\d+/, "N")]),
    [
      [0, "Accept N suggestions"],
      [2, "Accept N suggestions"],
    ],
  );
  const [first] = lenses;
  await client.request("workspace/executeCommand", {
    command: first?.command?.command,
    arguments: first?.command?.arguments,
  });
  const published = await client.published(uri, ({ canUndo }) => canUndo);
  assert.ok(idOn(published, "Zinjibar", "entity"));
  const open = published.annotations.filter(
    ({ status, range: { start } }) => status === "suggested" && start.line === 0,
  );
  assert.deepEqual(open, []);
  const left = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.deepEqual(
    left.map(({ range: { start } }) => start.line),
    [2],
  );
});

test("behind a line stand values of one harm together, and none is cut in its middle", async () => {
  const text =
    "At least 14 people were killed in Aden on 15 June 2012, and 3 soldiers and 2 rebels were killed in Taiz; more than 30 others were injured.";
  const uri = client.file("values.txt", text);
  await client.open(uri, text);
  const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
  const [hint] = await client.request<InlayHint[]>("textDocument/inlayHint", {
    textDocument: { uri },
    range,
  });
  assert.equal(hint?.label, "killed at least 14, 3, 2 · injured more than 30 · 2012-06-15");
});

test("the lens of an Arabic paragraph stands below it where a blank line follows, for it would be cut at the right end", async () => {
  const lines = [
    "قتل خمسة مدنيين في تعز.",
    "",
    "وجرح تسعة آخرون في عدن.",
    "قتل ستة جنود في صنعاء.",
    "",
    "Two people were killed in Aden.",
  ];
  for (const end of ["\n", "\r\n"]) {
    const text = lines.join(end);
    const uri = client.file(`lenses${end.length}.txt`, text);
    await client.open(uri, text);
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
    assert.deepEqual(
      lenses.map(({ range: { start } }) => start),
      [1, 2, 4, 5].map((line) => ({ line, character: 0 })),
    );
  }
});

test("what stands on several lines without a blank one folds, whether it was broken by hand or not", async () => {
  const folds = async (name: string, text: string): Promise<[number, number][]> => {
    const uri = client.file(name, text);
    await client.open(uri, text);
    const ranges = await client.request<FoldingRange[]>("textDocument/foldingRange", {
      textDocument: { uri },
    });
    return ranges.map(({ startLine, endLine }) => [startLine, endLine]);
  };
  const byHand = [
    "ADEN (AP) - At least 31 militants were killed on",
    "Friday in the town, military officials said on",
    "Sunday.",
  ];
  const text = ["A headline", "", ...byHand, "", "  ", "- one", "- two", "", "The end."].join("\r\n");
  assert.deepEqual(await folds("folds.txt", text), [
    [2, 4],
    [7, 8],
  ]);
  assert.deepEqual(await folds("none.txt", ""), []);
});

test("paragraphs are told with their languages, of the present text alone", async () => {
  const text = "At least 31 died.\n\nقتل 14 شخصاً.\n";
  const uri = client.file("layout.txt", text);
  await client.open(uri, text);
  const { paragraphs } = await client.request<LayoutResult>("annotations/layout", { uri, version: 1 });
  assert.deepEqual(
    paragraphs.map(({ range, language }) => [words([{ range }], text)[0], language]),
    [
      ["At least 31 died.", "en"],
      ["قتل 14 شخصاً.", "ar"],
    ],
  );
  await assert.rejects(client.request("annotations/layout", { uri, version: 0 }), /text has changed/);
});

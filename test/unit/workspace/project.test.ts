import assert from "node:assert/strict";
import { test } from "node:test";
import { config } from "@vscode/l10n";
import { detect } from "../../../server/src/detect/detect.ts";
import { parseProject, readProject } from "../../../server/src/workspace/project.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";
import { bundleIn } from "../../support/translations.ts";

const own = JSON.stringify({
  codebook: { words: { Dozens: 24, "tens of thousands": [20_000, null], عشرات: [20, 99] }, others: 3 },
  labels: [],
});

test("a project's own codebook turns vague words to numbers", () => {
  const { codebook = "literal" } = parseProject(own).project;
  const killed = (text: string) => {
    const { min, max } = detect(text, { codebook }).tally.killed ?? {};
    return [min, max];
  };
  assert.deepEqual(killed("Dozens of people were killed."), [24, 24]);
  assert.deepEqual(killed("Tens of  thousands of people were killed."), [20_000, null]);
  assert.deepEqual(killed("قتل العشرات في الغارة."), [20, 99]);
  assert.deepEqual(killed("Several people were killed."), [3, 3]);
  assert.deepEqual(killed("Civilians were killed."), [3, 3]);
  assert.deepEqual(killed("At least 31 people were killed."), [31, null]);
});

test("a table without others leaves them open; a known codebook is named", () => {
  const { codebook = "literal" } = parseProject('{"codebook":{"words":{"dozens":24}}}').project;
  assert.equal(detect("Several people were killed.", { codebook }).tally.killed?.min, null);
  assert.equal(parseProject('{"codebook":"acled"}').project.codebook, "acled");
  assert.deepEqual(parseProject('{"other":1}').project, {});
});

test("what does not fit is named with its place, and nothing of the file is used", () => {
  const problem = (text: string): string => {
    const { project, problem } = parseProject(text);
    assert.deepEqual(project, {}, text);
    assert.ok(problem, text);
    return `${problem.message} | ${text.slice(problem.start, problem.end)}`;
  };
  assert.match(problem('{"codebook": '), /is not JSON/);
  assert.match(problem("[]"), /is not used/);
  assert.match(problem('{"codebook": "acleed"}'), /at codebook\. \| "acleed"$/);
  assert.match(problem('{"codebook": {"words": {"dozens": -1}}}'), /at codebook\.words\.dozens\. \| -1$/);
  assert.match(
    problem('{"codebook": {"words": {"dozens": [30, 20]}}}'),
    /the most is less than the least at codebook\.words\.dozens\. \| \[30, 20\]$/,
  );
  assert.match(problem('{"codebook": {"word": {}}}'), /word/);
});

test("without a file the project is empty; one that cannot be read is said", async () => {
  const { files } = memoryFiles({ "file:///a/dateline.config.json": own });
  assert.deepEqual(await readProject(files, "file:///b/"), { project: {}, text: "", problem: null });
  assert.equal((await readProject(files, "file:///a/")).problem, null);
  const broken = { ...files, read: () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })) };
  assert.match((await readProject(broken, "file:///a/")).problem?.message ?? "", /permission denied/);
});

test("what is wrong is said in the interface's language, not in that of the library", () => {
  const rows: [file: string, why: RegExp][] = [
    ['{"annotators": "sa"}', /a list in \[ \] is expected, not a text in quotation marks at annotators\./],
    ['{"labels": [{"colour": "#112233"}]}', /a value is missing at labels\[0\]\.name\./],
    ['{"labels": [{"name": "A", "color": "#112233"}]}', /unknown: “color” at labels\[0\]\./],
    ['{"diagnostics": {"toll": "loud"}}', /this is none of .*hint.* at diagnostics\.toll\./],
    [
      '{"codebook": {"words": {"dozens": -1}}}',
      /a number of at least 0 is expected at codebook\.words\.dozens\./,
    ],
    ['{"labels": [{"name": "A", "key": "a"}]}', /a key is a digit, .* at labels\[0\]\.key\./],
  ];
  for (const [file, why] of rows) assert.match(parseProject(file).problem?.message ?? "", why, file);
  config({ contents: bundleIn("client/l10n/bundle.l10n.ar.json") });
  try {
    for (const [file] of rows) {
      const message = parseProject(file).problem?.message ?? "";
      // Besides names and values of the file's own.
      assert.doesNotMatch(message, /\b(expected|missing|unknown|none|least|digit|invalid|at)\b/i, message);
    }
  } finally {
    config({ contents: {} });
  }
});

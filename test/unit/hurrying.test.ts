import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connection } from "vscode-languageserver";
import { answerHurry } from "../../server/src/hurrying.ts";
import { type HurryParams, hurry } from "../../server/src/protocol.ts";
import { AT, startArticles } from "../support/articles.ts";

test("who waits for what an article shows as a whole has it once the answer is there, however lately it was typed", async () => {
  const { articles, open, published } = startArticles({}, { takesPreliminary: () => true });
  const handlers = new Map<string, (params: HurryParams) => Promise<void>>();
  const onNotification = (method: string, handler: (params: HurryParams) => Promise<void>): void =>
    void handlers.set(method, handler);
  const patient: boolean[] = [];
  answerHurry({ onNotification } as unknown as Connection, {
    seen(uri, isPatient = false) {
      patient.push(isPatient);
      return articles.seen(uri, isPatient);
    },
  });
  await open("ADEN, June 15, 2012: Clashes.\n\nCalm in Taiz.");
  const start = { line: 2, character: 0 };
  articles.change(AT, 2, [{ range: { start, end: start }, text: "All " }]);
  assert.equal(published.at(-1)?.preliminary, true);
  await handlers.get(hurry)?.({ uri: AT });
  assert.equal(published.at(-1)?.version, 2);
  assert.equal(published.at(-1)?.preliminary, undefined);
  await handlers.get(hurry)?.({ uri: "file:///w/none.txt" });
  assert.deepEqual(patient, [false, false]);
  await articles.shutdown();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { applyChange, type Correction, changeOf } from "../../../server/src/annotations/correction.ts";
import { defaultTagset } from "../../../server/src/annotations/tagset.ts";
import { correctionActions } from "../../../server/src/features/codeActions.ts";
import { hoverMarkdown } from "../../../server/src/features/hover.ts";
import { itemsAt, viewOf } from "../../../server/src/features/view.ts";
import { contextFor } from "../../support/annotations.ts";

const TEXT = "At least 31 militants were killed in Abyan on Friday.";
const document = TextDocument.create("file:///a.txt", "article", 1, TEXT);
const { detections } = contextFor(TEXT);
const abyan = detections.entities.find(({ text }) => text === "Abyan")!;
const figure = detections.figures[0]!;

const after = (decided: readonly Annotation[], by: string, correction: Correction): Annotation[] =>
  applyChange(
    decided,
    changeOf(decided, correction, { ...contextFor(TEXT), by, at: `2026-02-0${by.length}T00:00:00Z` }),
  );

/** What one annotator sees over words, without markup. */
function hover(decided: readonly Annotation[], words: string, name: string, others = true): string {
  const reader = { name, others };
  const view = viewOf(document, detections, decided, "literal", [], reader);
  const at = itemsAt(view, TEXT.indexOf(words) + 1);
  return hoverMarkdown(at, {
    uri: "file:///a.txt",
    version: 1,
    reader,
    tagset: defaultTagset,
    commandLinks: true,
  }).replace(/[*\\]/g, "");
}

const first = after([], "ana", { type: "accept", ids: [abyan.id, figure.id] });
const ids = first.filter(({ kind }) => kind === "entity").map(({ id }) => id);
const both = after(first, "<ben>", { type: "relabel", ids, label: "ORG" });

test("a hover says who decided what and what had been suggested, the own decision first", () => {
  const ana = hover(both, "Abyan", "ana");
  assert.match(
    ana,
    /LOC · Abyan[\s\S]*Accepted by ana, 2026-02-03\s+Corrected by <ben>, 2026-02-05: ORG “Abyan” · otherwise\s+Suggested by dateline/,
  );
  assert.match(ana, /Suggested by dateline.*: LOC “Abyan”, \d+ % · rule: \w+/);
  assert.match(
    hover(both, "Abyan", "<ben>"),
    /ORG · Abyan[\s\S]*Corrected by <ben>.*was LOC\s+Accepted by ana/,
  );
  const [one] = both.filter(({ kind }) => kind === "figure");
  const edited = after(both, "ana", { type: "editFigure", id: one!.id, changes: { min: 40 } });
  assert.match(
    hover(edited, "31", "ana"),
    /Corrected by ana.*\s+Suggested by dateline.*: at least 31 killed “At least 31 militants”/,
  );
});

/** The argument of the link in a hover that shows the comparison; undefined where there is none. */
function compareLink(decided: readonly Annotation[], name: string): unknown {
  const link = /\[compare them\]\(command:dateline\.compare\?([^()]*)\)/.exec(hover(decided, "Abyan", name));
  return link ? JSON.parse(decodeURIComponent(link[1] ?? "")) : undefined;
}

test("a hover links to the comparison of two who disagree, one's own side first; of more it is asked which", () => {
  const about = { uri: "file:///a.txt", version: 1, ids };
  const sides = [{ annotator: "<ben>" }, { annotator: "ana" }];
  assert.deepEqual(compareLink(both, "<ben>"), [{ ...about, sides }]);
  assert.deepEqual(compareLink(both, "ana"), [{ ...about, sides: sides.toReversed() }]);
  assert.equal(compareLink(first, "ana"), undefined);
  const three = after(both, "d) (e", { type: "relabel", ids, label: "NORP" });
  assert.deepEqual(compareLink(three, "d) (e"), [about]);
  const odd = after(first, "d) (e", { type: "relabel", ids, label: "NORP" });
  assert.deepEqual(compareLink(odd, "d) (e"), [{ ...about, sides: [{ annotator: "d) (e" }, sides[1]] }]);
});

test("who works blind learns nothing of others by a hover", () => {
  assert.match(hover(both, "Abyan", "cem", false), /Suggested, \d+ %/);
  const blind = hover(both, "Abyan", "<ben>", false);
  assert.doesNotMatch(blind, /ana|disagree/);
  assert.match(blind, /Suggested by dateline/);
});

test("who works blind is told of a conflict of their own alone", () => {
  const conflicts = (by: string): number => {
    const opinion = { status: "corrected" as const, label: "ORG", by, at: null };
    const decided = first.map((one): Annotation => ({ ...one, opinions: [opinion], conflict: true }));
    const reader = { name: "ana", others: false };
    return viewOf(document, detections, decided, "literal", [], reader).conflicts.length;
  };
  assert.deepEqual([conflicts("ana"), conflicts("ben")], [first.length, 0]);
});

test("another's decision is offered to agree with or to reject, an own one to be taken back", () => {
  const titles = (name: string): string[] => {
    const view = viewOf(document, detections, both, "literal", [], { name, others: true });
    const at = TEXT.indexOf("Abyan");
    const range = { start: document.positionAt(at), end: document.positionAt(at) };
    const options = {
      uri: "file:///a.txt",
      version: 1,
      annotator: name,
      pickers: true,
      names: false,
      tagset: defaultTagset,
    };
    return correctionActions(document, view, { start: at, end: at }, range, options).map(
      ({ title }) => title,
    );
  };
  assert.ok(titles("cem").includes("Agree with ana on LOC “Abyan”"));
  assert.ok(!titles("cem").some((title) => title.startsWith("Remove")));
  assert.ok(titles("ana").includes("Remove the decision on LOC “Abyan”"));
  assert.match(hover(both, "Abyan", "cem"), /\[Agree\]/);
  assert.match(hover(both, "Abyan", "ana"), /\[Remove decision\]/);
});

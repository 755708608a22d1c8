import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Publications } from "../../client/src/publications.ts";
import { readParagraph } from "../../server/src/detect/paragraph.ts";
import { toSpan } from "../../server/src/positions.ts";
import type { FigureLink, PublishedAnnotation, PublishParams } from "../../server/src/protocol.ts";
import { createPublishing } from "../../server/src/publishing.ts";
import { paragraphs } from "../../server/src/text/document.ts";
import { overlaps, type Span, shift } from "../../server/src/text/span.ts";
import { AT, startArticles } from "../support/articles.ts";

const TEXT = [
  "Clashes in the south",
  "ADEN, June 15, 2012 (Reuters) - At least 31 militants were killed in Abyan on Friday, officials said.",
  "Ahmed Saleh of the Red Crescent said 12 wounded people were taken to Taiz. 😀\nSaleh said 31 militants were killed.",
  "وقال سامي نور في عدن إن 7 مدنيين قتلوا يوم الجمعة.",
  "Clashes went on in Taiz and Abyan. Ahmed Saleh denied it.",
  "The army said on Saturday that at least 31 militants died in Abyan, among them two foreigners",
  "from Aden, while residents of Taiz counted five dead soldiers and forty wounded in all the",
  "fighting of the week, and Ahmed Saleh spoke of a hundred.",
];
const ARTICLE = [TEXT.slice(0, 5).join("\r\n\r\n"), TEXT.slice(5).join("\n")].join("\n\n");

const WORDS = [
  "a",
  " ",
  "x",
  "\n",
  "\n\n",
  "\r\n",
  "said so.\nClashes went on in Aden, where two were killed.\n\nOmar ",
  "Aden ",
  "Taiz, ",
  "killed ",
  "two ",
  "Omar Hadi ",
  "😀",
  "عدن ",
  "31",
  "",
  "",
  "",
];

/** Replaces so many code units at a share of the text by words, then perhaps decides on what is shown. */
const act = fc.record({
  // Doubles would nearly all be at the beginning.
  at: fc.integer({ min: 0, max: 999 }).map((share) => share / 1000),
  removed: fc.constantFrom(0, 0, 0, 1, 4, 12, 70),
  words: fc.constantFrom(...WORDS),
  settles: fc.constantFrom(true, true, false),
  decision: fc.constantFrom("none", "none", "accept", "reject"),
});

/** An open article, and all that a client is shown of it. */
function startTyping() {
  const published: PublishParams[] = [];
  const known = new Publications();
  const faults: string[] = [];
  let shown: PublishParams | undefined;
  const publishing = createPublishing({
    options: () => ({ publish: true, deltas: true }),
    whole: (params) => {
      shown = known.whole(structuredClone(params));
    },
    delta: (delta) => {
      shown = known.changed(structuredClone(delta));
    },
  });
  const run = startArticles(
    {},
    {
      takesPreliminary: () => true,
      publish: (params, change) => {
        publishing.publish(params, change);
        // What is thrown here is taken for a fault of detection.
        try {
          assert.deepEqual(shown, structuredClone(params));
        } catch (error) {
          faults.push(String(error));
        }
        published.push(params);
      },
      log: (message) => void faults.push(message),
    },
  );
  return { ...run, published, faults };
}

const isDrawn = ({ status }: PublishedAnnotation): boolean => status !== "orphaned" && status !== "rejected";

const placeOf = ({ range, kind, label, figure, text }: PublishedAnnotation): string =>
  JSON.stringify([range, kind, label, text, figure?.harm, figure?.numberRange, figure?.triggerRange]);

const leadOf = (document: TextDocument, { role, range }: FigureLink): string => {
  const { start, end } = toSpan(document, range);
  return `${role} ${start} ${end}`;
};

const isOfDecision = ({ status }: PublishedAnnotation): boolean => status !== "suggested";

/** The decisions that are shown, without what only the whole article tells of them. */
const decisionsIn = ({ annotations }: PublishParams) =>
  annotations.filter(isOfDecision).map(({ entity: _, figure, ...one }) => ({
    ...one,
    figure: figure && { harm: figure.harm, count: figure.count, number: figure.numberRange },
  }));

/** What an article shows without the ids, which a fresh reading numbers anew. */
const without = ({ annotations, totals, preliminary: _, version: __, ...rest }: PublishParams) => ({
  ...rest,
  totals: totals.map(({ figures, ...line }) => ({ ...line, figures: figures.length })),
  annotations: annotations.map(({ id: _, ...shown }) => shown),
});

/**
 * What the lines of some words show right after they are put in at a cursor, or in place of what stands between two; null
 * where the whole has to be read first.
 */
async function check(
  article: string,
  words: string,
  expected: readonly string[] | null,
  accepted = "",
): Promise<void> {
  const { articles, open, decide, published, faults } = startTyping();
  const [before = "", ...rest] = article.split("|");
  const removed = rest.length > 1 ? (rest[0]?.length ?? 0) : 0;
  await open(`${before}${rest.join("")}`);
  if (accepted !== "") await decide("accept", accepted);
  const document = articles.text(AT);
  assert.ok(document);
  const start = document.positionAt(before.length);
  const end = document.positionAt(before.length + removed);
  articles.change(AT, 2, [{ range: { start, end }, text: words }]);
  const behind = document.positionAt(before.length + words.length);
  const last = published.at(-1);
  const shown = last?.preliminary
    ? last.annotations
        .filter(({ range }) => range.start.line >= start.line && range.start.line <= behind.line)
        .map(({ text, label, figure, status, entity }) => {
          const what = label ?? `${figure?.harm} ${figure?.count}`;
          return `${text}: ${what}${status === "suggested" ? "" : ` ${status}`}${entity ? ` ${entity.name}` : ""}`;
        })
    : null;
  assert.deepEqual(shown, expected, article);
  assert.deepEqual(faults, []);
  await articles.shutdown();
}

const HEAD = "ADEN, June 15, 2012 (Reuters) - At least 31 militants were killed in Abyan.";

test("right after a key its paragraph shows what it says, with the entities of the article", async () => {
  await check(`${HEAD}\n\nClashes went on in Aden| and elsewhere.\n`, " and Abyan", [
    "Aden: LOC Aden",
    "Abyan: LOC Abyan",
  ]);
  await check(`${HEAD}\n\nAhmed Saleh denied it.\n\nMr. Saleh| said so.\n`, " and others", [
    "Saleh: PERSON Ahmed Saleh",
  ]);
  await check(`${HEAD}\n\nClashes went on in Taiz.\r\n\r\nAt least 1|2 soldiers were killed.`, "0", [
    "At least 102 soldiers: killed at least 102",
  ]);
  await check(`${HEAD}\n\nوقال شهود في عدن| إن 7 مدنيين قتلوا.`, " اليوم", [
    "عدن: LOC ADEN",
    "اليوم: DATE اليوم",
    "7 مدنيين: killed 7",
  ]);
  await check(`${HEAD}\n\n😀| Clashes in Taiz.`, "😀", ["Taiz: LOC Taiz"]);
  await check(`${HEAD}\n\n|\n\nCalm.`, "Taiz", ["Taiz: LOC Taiz"]);
});

test("right after a key decisions stand where they have moved, and touched ones say so", async () => {
  await check(`${HEAD}\n\nIn| Taiz there were clashes.`, " all of", ["Taiz: LOC accepted Taiz"], "Taiz");
  await check(`${HEAD}\n\nIn Ta|iz there were clashes.`, "a", ["Taiz: LOC accepted Taiz"], "Taiz");
});

test("right after Enter, and after a line end is deleted, the lines show what they say, and those below have moved", async () => {
  await check(`${HEAD}\n\nClashes in Taiz. |Ahmed Saleh denied it.\n\nMr. Saleh said so.`, "\n\n", [
    "Taiz: LOC Taiz",
    "Ahmed Saleh: PERSON Ahmed Saleh",
  ]);
  await check(
    `${HEAD}\r\n\r\nClashes in Taiz.|\r\n\r\n|Ahmed Saleh denied it.\r\n\r\nMr. Saleh said so.`,
    " ",
    ["Taiz: LOC Taiz", "Ahmed Saleh: PERSON Ahmed Saleh"],
  );
  await check(`${HEAD}\n\nوقال شهود في عدن. |إن 7 مدنيين قتلوا.\n\n😀 Taiz.`, "\n", [
    "عدن: LOC ADEN",
    "7 مدنيين: killed 7",
  ]);
  await check(`${HEAD}\n\n|Calm.`, "Two men were killed in Taiz.\nNone was hurt in Aden.\n", [
    "Two men: killed 2",
    "Taiz: LOC Taiz",
    "None: injured 0",
    "Aden: LOC Aden",
  ]);
  await check(`${HEAD}\n\nClashes in Taiz.|`, "\n", ["Taiz: LOC Taiz"]);
  await check(
    `${HEAD}\n\nIn |Taiz there were clashes.\n\nMore in Aden.`,
    "\n\n",
    ["Taiz: LOC accepted Taiz"],
    "Taiz",
  );
  await check(
    `${HEAD}\n\n|Clashes.\n\n|In Taiz there were clashes.`,
    "",
    ["Taiz: LOC accepted Taiz"],
    "Taiz",
  );
});

test("what may change more than a paragraph waits until the whole is read", async () => {
  await check(`AD|EN, June 15, 2012 (Reuters) - Clashes in Abyan.\n\nMore.`, "x", null);
  await check(`Cla|shes\n\n${HEAD}`, "x", null);
  await check(`AD|EN, June 15, 2012 (Reuters) - Clashes in Abyan.\n\nMore.`, "\n", null);
  // The two become one line end.
  await check(`${HEAD}\n\nClashes in Taiz.|\nMore.`, "\r", null);
  await check(`${HEAD}\n\nClashes |in Taiz.`, "a".repeat(6000), null);
  await check(`${HEAD}\n\nClashes |in Taiz.\u2028More.`, "x", null);
});

test("what is shown right after a key stands on its words, has what its paragraph says, and goes on in the whole", async () => {
  const counts = { preliminary: 0, moved: 0, links: 0, kept: 0, decided: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (acts) => {
      const { articles, open, published, faults } = startTyping();
      await open(ARTICLE);
      let version = 1;
      for (const { at, removed, words, settles, decision } of acts) {
        const document = articles.text(AT);
        assert.ok(document);
        const before = published.at(-1);
        const old = TextDocument.create(AT, "article", version, document.getText());
        const start = Math.floor(at * document.getText().length);
        const range = { start: document.positionAt(start), end: document.positionAt(start + removed) };
        const end = document.offsetAt(range.end);
        articles.change(AT, ++version, [{ range, text: words }]);
        const text = document.getText();
        const by = text.length - old.getText().length;
        const last = published.at(-1);
        assert.ok(before && last);
        for (const { range: own, text: quote, ...one } of last.version === version ? last.annotations : [])
          if (isDrawn({ range: own, text: quote, ...one }) && !one.touched)
            assert.equal(document.getText(own), quote);
        const ids = last.annotations.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        if (last.preliminary && last.version === version) {
          counts.preliminary++;
          const edited = document.offsetAt(range.start);
          const decided = last.annotations.filter(isOfDecision).map((one) => toSpan(document, one.range));
          const spans = new Set(last.annotations.map((one) => JSON.stringify(toSpan(document, one.range))));
          for (const own of paragraphs(text)) {
            if (own.start > edited || own.end < edited) continue;
            const reading = readParagraph(text.slice(own.start, own.end), own.language);
            for (const mention of reading.mentions) {
              const span = { start: mention.start + own.start, end: mention.end + own.start };
              if (decided.some((one) => overlaps(one, span))) continue;
              assert.ok(spans.has(JSON.stringify(span)), `${text.slice(span.start, span.end)} is missing`);
            }
          }
          const former = new Map(before.annotations.map((one) => [one.id, one]));
          const isMoved = document.lineCount !== old.lineCount;
          if (isMoved) counts.moved++;
          const lowest = document.positionAt(document.offsetAt(range.start) + words.length).line + 4;
          for (const one of last.annotations) {
            const { line } = one.range.start;
            if (line > range.start.line - 5 && line <= lowest) continue;
            const own = former.get(one.id);
            assert.ok(own && (isMoved || one.figure || own === one), `${one.text} is new`);
            const was: Span = toSpan(old, own.range);
            const now: Span = toSpan(document, one.range);
            assert.equal(now.start, was.start + (was.start >= end ? by : 0), `${one.text} stands elsewhere`);
            assert.equal(now.end - now.start, was.end - was.start);
            const links = new Set((one.figure?.links ?? []).map((link) => leadOf(document, link)));
            for (const { role, range: target } of own.figure?.links ?? []) {
              const span = toSpan(old, target);
              if (span.start < end && span.end > start) continue;
              counts.links++;
              const shifted = shift(span, span.start >= end ? by : 0);
              assert.ok(links.has(`${role} ${shifted.start} ${shifted.end}`), `${one.text}: ${role}`);
            }
          }
        }
        if (!settles) continue;
        await articles.seen(AT);
        const whole = published.at(-1);
        assert.ok(whole && !whole.preliminary && whole.version === version);
        if (last.preliminary && last.version === version) {
          const now = new Map(whole.annotations.map((one) => [placeOf(one), one.id]));
          for (const one of last.annotations) {
            const id = now.get(placeOf(one));
            if (id === undefined) continue;
            counts.kept++;
            assert.equal(id, one.id, `${one.text} has another id`);
          }
          assert.deepEqual(decisionsIn(last), decisionsIn(whole));
          counts.decided += whole.annotations.filter(isOfDecision).length;
        }
        const open = whole.annotations.filter(({ status }) => status !== "orphaned");
        const id = open[Math.floor(at * open.length)]?.id;
        if (decision === "none" || id === undefined) continue;
        await articles.correct({ uri: AT, version, correction: { type: decision, ids: [id] } });
      }
      const settled = await articles.seen(AT);
      const last = published.at(-1);
      assert.ok(settled && last);
      assert.deepEqual(faults, []);
      if (!last.annotations.some(isOfDecision)) {
        const fresh = startTyping();
        await fresh.open(settled.article.document.getText());
        const [anew] = fresh.published;
        assert.ok(anew);
        assert.deepEqual({ ...without(last), canUndo: false, canRedo: false }, without(anew));
        await fresh.articles.shutdown();
      }
      await articles.shutdown();
    }),
    { numRuns: 80 },
  );
  for (const [what, count] of Object.entries(counts)) assert.ok(count > 50, `${what}: ${count}`);
});

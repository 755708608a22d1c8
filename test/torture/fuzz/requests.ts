import * as protocol from "../../../server/src/protocol.ts";
import type { Random } from "../edits.ts";
import { below, pick, positionOf } from "./texts.ts";

/** What a request may be about. */
export interface About {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  /** Ids that were published of it. */
  readonly ids: readonly string[];
  /** The folder that is open, and a new one in it for what is exported. */
  readonly folder: string;
  readonly out: string;
  readonly all: readonly string[];
}

type Ask = (about: About, next: Random) => { readonly method: string; readonly params: unknown };

/** Whether a request may change what is decided on its article. */
export const decides = (method: string): boolean =>
  /^annotations\/(correct|undo|redo|resolve|adjudicate|restore)|executeCommand|dataset\/(mark|import)/.test(
    method,
  );

const someIds = ({ ids }: About, next: Random): string[] =>
  ids.length === 0 || next() < 0.1 ? ["gone"] : [pick(ids, next), ...(next() < 0.3 ? [pick(ids, next)] : [])];

const oneId = (about: About, next: Random): string => someIds(about, next)[0] as string;

const rangeIn = ({ text }: About, next: Random): protocol.Range => {
  const start = below(text.length + 1, next);
  const end = Math.min(text.length, start + below(20, next));
  return { start: positionOf(text, start), end: positionOf(text, end) };
};

const positionIn = (about: About, next: Random): protocol.Position => rangeIn(about, next).start;

/** Mostly the version that is open, at times another one. */
const versionOf = ({ version }: About, next: Random): number =>
  next() < 0.9 ? version : version + below(9, next) - 4;

const LABELS = ["PERSON", "ORG", "LOC", "WEAPON", "VEHICLE", "FIGURE", "__proto__"];
const QUERIES = [
  "",
  "state:open",
  "Aden",
  "label:LOC killed>3",
  "عدن",
  "((",
  "x:y",
  '"',
  "harm:killed by:fuzz",
];
const NAMES = ["Aden", "عدن", "constructor", "Ali al-Houthi", ""];

const corrections: readonly ((about: About, next: Random) => object)[] = [
  (about, next) => ({ type: pick(["accept", "reject", "remove"], next), ids: someIds(about, next) }),
  (about, next) => ({ type: "relabel", ids: someIds(about, next), label: pick(LABELS, next) }),
  (about, next) => ({
    type: pick(["resize", "place"], next),
    id: oneId(about, next),
    range: rangeIn(about, next),
  }),
  (about, next) => ({ type: "moveEdge", id: oneId(about, next), edge: pick(protocol.edges, next) }),
  (about, next) => ({ type: "add", range: rangeIn(about, next), label: pick(LABELS, next) }),
  (about, next) => ({
    type: "label",
    ids: someIds(about, next),
    ranges: [rangeIn(about, next)],
    label: pick(LABELS, next),
  }),
  (about, next) => ({
    type: "addFigure",
    range: rangeIn(about, next),
    changes: { harm: pick(protocol.harms, next), min: below(40, next) },
  }),
  (about, next) => ({
    type: "editFigure",
    id: oneId(about, next),
    changes: {
      min: below(40, next),
      max: next() < 0.5 ? null : below(90, next),
      links: { place: someIds(about, next), partOf: someIds(about, next) },
    },
  }),
  (_, next) => ({
    type: "setTally",
    harm: pick(protocol.harms, next),
    total: next() < 0.4 ? null : { min: below(9, next), max: null, note: "by hand" },
  }),
  (about, next) => ({ type: "settle", id: oneId(about, next), opinion: null, by: null, at: null }),
  (about, next) => ({ type: "setAttribute", ids: someIds(about, next), name: pick(NAMES, next), value: "x" }),
];

const correct: Ask = (about, next) => ({
  method: protocol.correct,
  params: {
    uri: about.uri,
    version: versionOf(about, next),
    correction: pick(corrections, next)(about, next),
  },
});

const COMMANDS = [
  protocol.commands,
  protocol.identicalCommands,
  protocol.checkCommands,
  protocol.labelCommands,
  protocol.datasetCommands,
  protocol.measureCommands,
  protocol.entityCommands,
].flatMap((own): string[] => Object.values(own));

const command: Ask = (about, next) => ({
  method: "workspace/executeCommand",
  params: {
    command: next() < 0.97 ? pick(COMMANDS, next) : "dateline.nothing",
    arguments: [
      {
        uri: about.uri,
        uris: [about.folder],
        version: versionOf(about, next),
        ids: someIds(about, next),
        label: pick(LABELS, next),
        form: pick(NAMES, next),
        name: pick(NAMES, next),
        into: pick(NAMES, next),
        part: pick(NAMES, next),
        range: rangeIn(about, next),
        changes: { min: below(40, next) },
        act: pick(["accept", "reject", "relabel", "remove"], next),
        scope: pick(["article", "workspace"], next),
        articles: [{ uri: about.uri, ids: someIds(about, next) }],
        from: pick(LABELS, next),
        to: pick(LABELS, next),
        sides: [{}, { annotator: "fuzz" }],
        undecided: "leave",
        code: pick(["toll", "victims"], next),
        quote: "31",
        attribute: "certainty",
        value: "low",
        harm: pick(protocol.harms, next),
        total: null,
        choice: { opinion: null, by: null, at: null },
      },
    ],
  },
});

/** A request of the protocol on one open text at one position. */
const at =
  (method: string): Ask =>
  (about, next) => ({
    method,
    params: {
      textDocument: { uri: about.uri },
      position: positionIn(about, next),
      range: rangeIn(about, next),
      context: { diagnostics: [], includeDeclaration: true },
      newName: pick(NAMES, next),
    },
  });

/** One of Dateline's own on one open text. */
const of =
  (method: string): Ask =>
  (about, next) => ({
    method,
    params: {
      uri: about.uri,
      version: versionOf(about, next),
      id: oneId(about, next),
      ids: someIds(about, next),
      range: rangeIn(about, next),
      position: positionIn(about, next),
      left: pick([{}, { annotator: "fuzz" }, { ref: "main" }], next),
      right: pick([{}, { annotator: "other" }], next),
      keys: ["0"],
      verdict: pick(["left", "right", "agree"], next),
    },
  });

/** One on all articles. */
const all =
  (method: string): Ask =>
  (about, next) => ({
    method,
    params: {
      query: pick(QUERIES, next),
      sort: pick(protocol.articleSorts, next),
      group: pick(protocol.articleGroups, next),
      offset: below(3, next),
      limit: below(50, next),
      from: next() < 0.5 ? null : about.uri,
      uris: about.all,
      uri: about.uri,
      label: pick(LABELS, next),
      form: pick(NAMES, next),
    },
  });

const FREQUENT: readonly Ask[] = [
  at("textDocument/hover"),
  at("textDocument/documentSymbol"),
  at("textDocument/codeAction"),
  at("textDocument/documentHighlight"),
  at("textDocument/inlayHint"),
  at("textDocument/codeLens"),
  at("textDocument/foldingRange"),
  at("textDocument/prepareRename"),
  of(protocol.propose),
  of(protocol.candidates),
  of(protocol.paragraph),
  of(protocol.layout),
  of(protocol.undo),
  of(protocol.redo),
  of(protocol.save),
  correct,
  correct,
  correct,
  all(protocol.datasetStatus),
  all(protocol.datasetStates),
  all(protocol.datasetFacets),
  all("workspace/symbol"),
];

const RARE: readonly Ask[] = [
  command,
  command,
  at("textDocument/references"),
  at("textDocument/rename"),
  of(protocol.resolve),
  of(protocol.compareSources),
  of(protocol.compare),
  of(protocol.adjudicate),
  of(protocol.versions),
  of(protocol.versionText),
  of(protocol.restore),
  all(protocol.datasetNext),
  all(protocol.datasetReport),
  all(protocol.datasetAgreement),
  all(protocol.datasetRefresh),
  all(protocol.datasetLook),
  all(protocol.entityList),
  all(protocol.entityAbout),
  all(protocol.entityMentions),
  all(protocol.entityPage),
  (about, next) => ({
    method: protocol.datasetMark,
    params: { articles: [{ uri: about.uri, mark: pick(["done", "open"], next) }] },
  }),
  ({ folder, out }, next) => ({
    method: protocol.exportDataset,
    params: {
      uris: [folder],
      format: pick(protocol.exportFormats, next),
      folder: out,
      suggested: next() < 0.5,
      ...(next() < 0.3 ? { split: pick(["80/20", "1/2", "80/10/10"], next) } : {}),
    },
  }),
  ({ folder, out }, next) => ({
    method: protocol.importDataset,
    params: {
      uris: [out],
      format: pick(protocol.importFormats, next),
      articles: [folder],
      dryRun: next() < 0.8,
    },
  }),
  ({ folder }) => ({ method: protocol.createProject, params: { folder: `${folder}below/` } }),
  () => ({ method: "dateline/unheardOf", params: {} }),
];

/** One request of the protocol or of Dateline's own. */
export const randomRequest: Ask = (about, next) => pick(next() < 0.93 ? FREQUENT : RARE, next)(about, next);

import * as l10n from "@vscode/l10n";
import { isTooDeep } from "../../annotations/json.ts";
import type { DatasetFile, Importer, Place, ReadItem, ReadProblem } from "./document.ts";

/** A value of a file of JSON, and where it stands. */
export interface JsonRecord {
  readonly kind: "record";
  readonly value: unknown;
  /** From 1. */
  readonly line: number;
  /** How much of the file lies before its end, 0 to 1. */
  readonly reached: number;
}

/** The importer of a format of records; `items` are what one of them holds, by its value and its line in the file. */
export const ofJsonRecords = (
  facts: Pick<Importer, "name" | "about" | "files">,
  items: (file: string, value: unknown, line: number, reached: number) => readonly ReadItem[],
): Importer => ({
  ...facts,
  async *read(file) {
    for (const record of jsonRecords(file.name, await file.read())) {
      if (record.kind === "problem") yield record;
      else yield* items(file.name, record.value, record.line, record.reached);
    }
  },
});

const LF = 0x0a;

/**
 * The records of a file: of JSON Lines each line, of a list each item, of anything else the file itself. A record that
 * is no JSON, or no UTF-8, is a problem, and the others are read.
 */
export function* jsonRecords(name: string, bytes: Uint8Array): Generator<JsonRecord | ReadProblem> {
  const pieces = piecesOf(bytes);
  for (const { start, end, line } of pieces) {
    const read = parsed(bytes.subarray(start, end));
    const reached = end / bytes.length;
    if (read === null) continue;
    if ("value" in read) {
      for (const value of itemsOf(read.value)) yield { kind: "record", value, line, reached };
    } else {
      const place: Place = { file: name, line, id: null };
      yield { kind: "problem", place, message: read.problem };
    }
  }
}

/** Reads a file of JSON that is one value; what is wrong with it is a problem. */
export async function wholeJson(file: DatasetFile): Promise<{ value: unknown } | ReadProblem> {
  const read = parsed(await file.read()) ?? { problem: l10n.t("this file is empty") };
  if ("value" in read) return read;
  return { kind: "problem", place: { file: file.name, line: null, id: null }, message: read.problem };
}

/** A list in a line is the list of its records; a pair of a text and an object is spaCy's way to write one. */
function itemsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  return typeof value[0] === "string" ? [value] : value;
}

/** Null where there is nothing but white space. */
function parsed(bytes: Uint8Array): { value: unknown } | { problem: string } | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return {
      problem: l10n.t("this is not UTF-8, or too long to read at once; save it as UTF-8, or split it"),
    };
  }
  if (text.trim() === "") return null;
  if (isTooDeep(text)) return { problem: l10n.t("this is nested too deep; take it out") };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {
      problem: l10n.t(
        "this is not JSON (it begins with “{0}”); mend it or take it out",
        text.trim().slice(0, 40),
      ),
    };
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** The stretches of a file that hold a record each. */
function* piecesOf(bytes: Uint8Array): Generator<Piece> {
  let first = 0;
  while (first < bytes.length && isSpace(bytes[first])) first++;
  if (first === bytes.length) return;
  const lineEnd = bytes.indexOf(LF, first);
  const head = parsed(bytes.subarray(first, lineEnd === -1 ? bytes.length : lineEnd));
  const isLines = head !== null && "value" in head;
  if (!isLines && bytes[first] === 0x5b) yield* listItems(bytes, first);
  else if (!isLines && isWhole(bytes)) yield { start: first, end: bytes.length, line: lineOf(bytes, first) };
  else yield* lines(bytes);
}

/** White space of JSON, and the bytes of a byte order mark. */
const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 ||
  byte === 0x09 ||
  byte === 0x0d ||
  byte === LF ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf;

/** Files up to this many bytes are tried as one value of JSON, where their first line is none. */
const WHOLE = 100_000_000;

function isWhole(bytes: Uint8Array): boolean {
  const read = bytes.length > WHOLE ? null : parsed(bytes);
  return read !== null && "value" in read;
}

function* lines(bytes: Uint8Array): Generator<Piece> {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const at = bytes.indexOf(LF, start);
    const end = at === -1 ? bytes.length : at;
    yield { start, end, line };
    start = end + 1;
  }
}

/** The items of the list that begins at `from`: cut by brackets and strings alone, so that a broken one is one. */
function* listItems(bytes: Uint8Array, from: number): Generator<Piece> {
  let line = lineOf(bytes, from);
  let depth = 0;
  let inString = false;
  let start = from + 1;
  let begun = line;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF) line++;
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
      continue;
    }
    if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x5d || byte === 0x7d) depth--;
    if (depth === 1 && at > from && !isSpace(byte) && isBlank(bytes, start, at)) begun = line;
    if (depth === 0 || (depth === 1 && byte === 0x2c)) {
      yield { start, end: at, line: begun };
      start = at + 1;
      begun = line;
      if (depth === 0) return;
    } else if (start === at && isSpace(byte)) {
      start++;
      begun = line;
    }
  }
  // The list is cut off: what there is of its last item is read, or is said to be no JSON.
  yield { start, end: bytes.length, line: begun };
}

const isBlank = (bytes: Uint8Array, start: number, end: number): boolean =>
  start === end || bytes.subarray(start, end).every(isSpace);

function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let next = bytes.indexOf(LF); next !== -1 && next < at; next = bytes.indexOf(LF, next + 1)) line++;
  return line;
}

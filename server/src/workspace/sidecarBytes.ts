import type { Annotation } from "../annotations/annotation.ts";
import { annotationLine, BETWEEN_LINES, type Sidecar, sidecarPieces } from "../annotations/sidecar.ts";

/** A sidecar's text in UTF-8, as it is written. */
export function sidecarBytes(sidecar: Sidecar): Uint8Array {
  const { before, annotations, after } = sidecarPieces(sidecar);
  return joined([
    utf8.encode(before),
    ...annotations.flatMap((one, n) => (n === 0 ? [lineOf(one)] : [between, lineOf(one)])),
    utf8.encode(after),
  ]);
}

const utf8 = new TextEncoder();
const between = utf8.encode(BETWEEN_LINES);

/** Lines that were made once: of thousands a correction changes one. */
const known = new WeakMap<Annotation, Uint8Array>();

function lineOf(annotation: Annotation): Uint8Array {
  const line = known.get(annotation) ?? utf8.encode(annotationLine(annotation));
  known.set(annotation, line);
  return line;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

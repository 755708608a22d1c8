import type { Range } from "../../server/src/protocol.ts";

// What an editor has drawn, so that a key sets anew only what it has changed: setting a type of decorations costs what all
// its ranges cost. The editor moves decorations along with the text by itself, as the server's ranges do; round an edit
// the two may differ.

/** What is drawn in an editor, and what has been edited since. */
export interface Drawn {
  readonly ranges: ReadonlyMap<string, readonly Range[]>;
  /** The lines that were edited within themselves. */
  readonly edited: Set<number>;
  /** Lines have come or gone. */
  isMoved: boolean;
}

export const drawn = (ranges: Drawn["ranges"]): Drawn => ({ ranges, edited: new Set(), isMoved: false });

/** Notes an edit of the text. */
export function noteEdit(
  own: Drawn,
  { range, text }: { readonly range: Range; readonly text: string },
): void {
  if (range.start.line !== range.end.line || /[\r\n]/.test(text)) own.isMoved = true;
  else own.edited.add(range.start.line);
}

/** Whether what is drawn of a type stands where it is to be, so that it need not be set again. */
export function isDrawn({ ranges, edited, isMoved }: Drawn, type: string, wanted: readonly Range[]): boolean {
  const own = ranges.get(type) ?? [];
  if (isMoved || own.length !== wanted.length) return false;
  const isEdited = ({ start, end }: Range): boolean => {
    for (const line of edited) if (start.line <= line && line <= end.line) return true;
    return false;
  };
  return own.every((range, n) => isSame(range, wanted[n]) && !isEdited(range));
}

const isSame = (a: Range, b: Range | undefined): boolean =>
  a === b ||
  (b !== undefined &&
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character);

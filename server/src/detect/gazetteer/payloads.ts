import type { EntityLabel } from "../detection.ts";
import { viewsOf } from "./views.ts";

/** A form of a name of our own lists. */
export interface ListedForm {
  readonly label: EntityLabel;
  /** The entry: one for all its forms in both languages. */
  readonly key: string;
  /** Also a common word: counts only behind a word that announces a place. */
  readonly guarded: boolean;
  /** The very letters that the text must have, for acronyms that are words in lower case; null otherwise. */
  readonly exact: string | null;
  /** Bit n: word n must begin with a capital in the text (English). */
  readonly capitals: number;
}

/** What a compiled list says of its names, by the number of a payload: many names say the same. */
export interface Payloads {
  /** Of each, bits by `NAME_CLASSES`. */
  readonly classes: Uint16Array;
  /** Where the forms of each begin in `text`, and where the last ones end. */
  readonly starts: Uint32Array;
  /** The forms, JSON in ASCII; nothing for none. */
  readonly text: Uint8Array;
  /** The forms that have been asked for. */
  readonly known: (readonly ListedForm[] | undefined)[];
}

const NONE: readonly ListedForm[] = [];

/** Bits by `NAME_CLASSES`; 0 for -1, which is no payload. */
export const classesAt = ({ classes }: Payloads, payload: number): number => classes[payload] ?? 0;

/** The forms of our own lists; none for -1, which is no payload. Few of all are ever asked for, so each is read then. */
export function formsAt({ starts, text, known }: Payloads, payload: number): readonly ListedForm[] {
  const have = known[payload];
  if (have) return have;
  const start = starts[payload] ?? 0;
  const end = starts[payload + 1] ?? 0;
  if (payload < 0 || start === end) return NONE;
  const json = Reflect.apply(String.fromCharCode, null, text.subarray(start, end));
  const forms = JSON.parse(json) as readonly ListedForm[];
  known[payload] = forms;
  return forms;
}

/**
 * Reads what `payloadsFile` (of the trainer) wrote: how many there are, where their forms begin and the last ones end, their
 * classes, filled up to a multiple of 4 bytes, the forms' JSON.
 */
export function readPayloads(bytes: Uint8Array): Payloads {
  const take = viewsOf(bytes);
  const [count = 0] = take(Uint32Array, 1);
  const starts = take(Uint32Array, count + 1);
  const classes = take(Uint16Array, count);
  if (count % 2 === 1) take(Uint16Array, 1);
  return { classes, starts, text: take(Uint8Array, starts[count] ?? 0), known: [] };
}

import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Exit statuses of the program. */
export const EXIT = { well: 0, problems: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/** A wrong call: its message is printed with where to read what is right, and the status is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes to standard output and waits where the reader is slower. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** A problem on standard error, one line: file, place, what is wrong, what to do. */
export function complain(message: string): void {
  process.stderr.write(`${visible(message)}\n`);
}

/**
 * Text of an article for a terminal: control characters, which could move the cursor or change colours, as spaces;
 * white space folded.
 */
export const visible = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ").replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

/** A number of things in words: `1 article`, `2 articles`. */
export const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;

/** How many files are named one by one. */
const NAMED_FILES = 20;

/** Prints the first of some files of the system, and how many more there are; `one` says what they are. */
export async function printFiles(uris: readonly string[], one: string): Promise<void> {
  for (const uri of uris.slice(0, NAMED_FILES)) await print(`  ${visible(fileURLToPath(uri))}\n`);
  const more = uris.length - NAMED_FILES;
  if (more > 0) await print(`  and ${counted(more, one)} more\n`);
}

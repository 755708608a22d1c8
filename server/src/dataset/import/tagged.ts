import * as l10n from "@vscode/l10n";
import type { Span } from "../../text/span.ts";
import { type Building, building, plain } from "./building.ts";
import type { Place, ReadDocument, ReadItem } from "./document.ts";

/** A token with its tag in any scheme: `O`, or a place in an entity and a label, with a hyphen between. */
export interface TaggedToken {
  readonly form: string;
  readonly tag: string;
}

const TAG = /^([BIESLUM])-(.+)$/s;

/** Whether a word is a tag of a known scheme. */
export const isTag = (word: string): boolean => word === "O" || word === "-" || TAG.test(word);

/**
 * A document of sentences of tagged tokens. Tags are read as conlleval does, so that IOB1, IOB2, BIOES and BILUO need
 * not be told apart: an entity begins with B, S or U, with another label, or behind what ended one.
 * @param raw the text that the tokens were cut from; without it they stand with a space between, a line a sentence
 */
export function tagged(
  place: Place,
  sentences: readonly (readonly TaggedToken[])[],
  raw: string | null,
  more: Pick<ReadDocument, "name" | "reached"> & Partial<Pick<ReadDocument, "sha256" | "published">>,
): ReadItem[] {
  const text = raw ?? sentences.map((tokens) => tokens.map(({ form }) => form).join(" ")).join("\n");
  const build = building(place, text, "utf16");
  let at = 0;
  for (const tokens of sentences) {
    let open = NOTHING;
    for (const { form, tag } of tokens) {
      const start = text.indexOf(form, at);
      if (start === -1 || text.slice(at, start).trim() !== "") {
        build.problem(
          l10n.t("the token “{0}” is not in the text behind those before it; the record is left out", form),
        );
        return build.done(more).filter(({ kind }) => kind === "problem");
      }
      at = start + form.length;
      const [, position = "O", label = ""] = TAG.exec(tag) ?? [];
      if (position === "O" || /[BSU]/.test(position) || label !== open.label) open = close(build, open);
      if (position !== "O") open = { start: open === NOTHING ? start : open.start, end: at, label };
      if (/[ELSU]/.test(position)) open = close(build, open);
    }
    close(build, open);
  }
  return build.done(more);
}

/** An entity whose last token has not come yet. */
interface Open extends Span {
  readonly label: string;
}

const NOTHING: Open = { start: 0, end: 0, label: "" };

/** Adds an entity that has come to its end, where there is one; what is open then. */
function close(build: Building, open: Open): Open {
  if (open !== NOTHING) build.add({ ...plain, ...open, kind: "entity" });
  return NOTHING;
}

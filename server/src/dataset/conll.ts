import * as l10n from "@vscode/l10n";
import { type DatasetEntity, labelOf } from "./article.ts";
import { counted, type Reason, type RecordFormat } from "./exporter.ts";
import { flat, placesOf } from "./overlap.ts";
import { type Scheme, spansAt, tagsOf, tokensOf } from "./tokens.ts";

const OVERLAP: Reason = (count) =>
  count === 1
    ? l10n.t("1 entity that overlaps a longer one (CoNLL is flat)")
    : l10n.t("{0} entities that overlap a longer one (CoNLL is flat)", count);
const FIGURE: Reason = (count) =>
  count === 1
    ? l10n.t("1 casualty figure (CoNLL has columns for entities alone)")
    : l10n.t("{0} casualty figures (CoNLL has columns for entities alone)", count);
const TOKENLESS: Reason = (count) =>
  count === 1 ? l10n.t("1 entity that holds no token") : l10n.t("{0} entities that hold no token", count);

/** CoNLL-2003's four columns with labels as IOB2: every entity begins with `B-`. The 2003 originals are IOB1. */
export const conll = columns("conll", "iob2", "CoNLL-2003 columns, IOB2 labels");

/** The same columns with the ends of entities marked too: S for an entity of one token, E for the last of several. */
export const conllBioes = columns("conll-bioes", "bioes", "CoNLL-2003 columns, BIOES labels");

/**
 * Form, part of speech and chunk, which are not known here, and the label, separated by a space. A document opens with
 * `-DOCSTART-`, a sentence ends with a blank line.
 */
function columns(name: string, scheme: Scheme, about: string): RecordFormat {
  return {
    name,
    about,
    extension: ".conll",
    render(article) {
      const { kept, dropped } = flat(article.entities);
      const tokens = tokensOf(article.text, kept);
      const around = spansAt(tokens, kept);
      const tags = tagsOf(around, scheme, columnLabel);
      const lines = ["-DOCSTART- -X- -X- O", ""];
      for (const [n, { start, end, opensSentence }] of tokens.entries()) {
        // An entity that reaches over the end of a sentence keeps both in one: a blank line would cut it in two.
        const inside = around[n] !== null && around[n] === around[n - 1];
        if (opensSentence && n > 0 && !inside) lines.push("");
        lines.push(`${article.text.slice(start, end)} -X- -X- ${tags[n]}`);
      }
      lines.push("");
      const labelled = new Set(around.filter((span) => span !== null)).size;
      return {
        text: `${lines.join("\n")}\n`,
        annotations: labelled,
        leftOut: counted(
          { reason: OVERLAP, count: dropped.length, places: placesOf(article, dropped, kept) },
          { reason: FIGURE, count: article.figures.length },
          { reason: TOKENLESS, count: kept.length - labelled },
        ),
      };
    },
  };
}

/** A label has no spaces: they separate the columns. */
const columnLabel = (entity: DatasetEntity): string => labelOf(entity).replace(/\s+/g, "_");

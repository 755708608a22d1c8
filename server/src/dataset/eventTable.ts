import * as l10n from "@vscode/l10n";
import type { Codebook } from "../detect/resolve/codebook.ts";
import type { Cell } from "../text/csv.ts";
import type { DatasetArticle } from "./article.ts";
import { csvTable } from "./csv.ts";
import { counted, type Exporter, type Reason } from "./exporter.ts";
import { type KilledEvent, killedEvents } from "./killed.ts";

/** A table of events in another project's columns. */
export interface EventTable {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly string[];
  /** The codebook that counts vague words, where the user chose `given`. */
  readonly codebook: (given: Codebook) => Codebook;
  /** An event's cells by column, those that the article says nothing of left out; null where it is no row. */
  readonly row: (
    event: KilledEvent,
    article: DatasetArticle,
    number: number,
    withText: boolean,
  ) => Readonly<Record<string, Cell>> | null;
}

const OPEN: Reason = (count) =>
  count === 1
    ? l10n.t("1 event whose number of dead is left open (name a codebook for vague words)")
    : l10n.t("{0} events whose number of dead is left open (name a codebook for vague words)", count);
const OTHER: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 figure that counts no dead of its own (another harm, a repeat or part, a total, feared or denied)",
      )
    : l10n.t(
        "{0} figures that count no dead of their own (another harm, a repeat or part, a total, feared or denied)",
        count,
      );
const ENTITY: Reason = (count) =>
  count === 1
    ? l10n.t("1 entity (the table has events alone)")
    : l10n.t("{0} entities (the table has events alone)", count);

/** The exporter of a table of events: a file of RFC 4180 for each part, with a header. */
export const ofEvents = ({ name, about, columns, codebook, row }: EventTable): Exporter => ({
  name,
  about,
  rejected: false,
  textless: true,
  start(settings) {
    const table = csvTable(columns);
    let number = 0;
    return {
      add(article, part) {
        const file = part === "all" ? "events.csv" : `${part}.events.csv`;
        const rows: Cell[][] = [];
        let open = 0;
        let held = 0;
        for (const event of killedEvents(article, codebook(article.codebook))) {
          const cells = row(event, article, number + 1, settings.text);
          if (!cells) {
            open++;
            continue;
          }
          number++;
          held += event.figures.length;
          rows.push(columns.map((column) => cells[column] ?? null));
        }
        return {
          pieces: [table(file, rows)],
          annotations: held,
          leftOut: counted(
            { reason: OPEN, count: open },
            { reason: OTHER, count: article.figures.length - held },
            { reason: ENTITY, count: article.entities.length },
          ),
        };
      },
      finish: () => [],
    };
  },
});

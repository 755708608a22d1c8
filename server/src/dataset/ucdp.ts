import type { Total } from "../detect/detection.ts";
import { type EventTable, ofEvents } from "./eventTable.ts";
import { daysOf, valuesOf } from "./killed.ts";

/** The columns of UCDP GED (from version 20.1), in order. */
const COLUMNS = [
  ...["id", "relid", "year", "active_year", "code_status", "type_of_violence"],
  ...["conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"],
  ...["side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"],
  ...["number_of_sources", "source_article", "source_office", "source_date", "source_headline"],
  ...["source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"],
  ...["latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"],
  ...["event_clarity", "date_prec", "date_start", "date_end"],
  ...["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"],
];

/** GED's `date_prec`: the day is known, the month, no more than the year. */
const PRECISION = { day: 1, month: 4, year: 5 };

/** The number that is counted: where there are bounds alone the lower one, as GED does. */
const best = (total: Total | null): number => total?.best ?? total?.min ?? 0;

const table: EventTable = {
  name: "ucdp",
  about: "table of events with dead, in the columns of UCDP GED",
  columns: COLUMNS,
  codebook: (given) => given,
  row(event, article, number) {
    const all = event.total();
    if (!all || (all.min === null && all.max === null)) return null;
    // `side_a` is who attacked: perpetrators who died are its dead, soldiers and fighters who were attacked the other's.
    const deaths = {
      deaths_a: best(event.total("perpetrator")),
      deaths_b: best(event.total("combatant", "security_force")),
      deaths_civilians: best(event.total("civilian")),
      deaths_unknown: best(event.total("mixed", "unknown")),
    };
    const sum = Object.values(deaths).reduce((a, b) => a + b, 0);
    const days = event.date === null ? null : daysOf(event.date);
    return {
      id: number,
      relid: event.id,
      year: days ? Number(days.first.slice(0, 4)) : null,
      side_a: valuesOf(event.figures, "perpetrator"),
      number_of_sources: 1,
      source_article: article.id,
      source_date: article.published,
      source_original: valuesOf(event.figures, "source"),
      where_description: event.place,
      date_prec: days ? PRECISION[days.unit] : null,
      date_start: days?.first ?? null,
      date_end: days?.last ?? null,
      ...deaths,
      best: sum,
      // Conflicting reports of one kind of victims may lie round the sum of all kinds.
      high: Math.max(sum, all.max ?? 0),
      low: Math.min(sum, all.min ?? 0),
    };
  },
};

/**
 * The columns of UCDP's Georeferenced Event Dataset: `low` ≤ `best` ≤ `high`, and `best` is the sum of the four kinds
 * of deaths. What an article alone does not tell (ids of conflicts, coordinates) stays empty for a coder to fill.
 */
export const ucdp = ofEvents(table);

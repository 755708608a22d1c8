import { type EventTable, ofEvents } from "./eventTable.ts";
import { daysOf, valuesOf } from "./killed.ts";

/** ACLED's columns, in order. */
const COLUMNS = [
  ...[
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
  ],
  ...["actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"],
  ...["civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location"],
  ...["latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags"],
];

/** ACLED's `time_precision`: the day is known, or the month; of a year it has no code, 3 is the least exact. */
const PRECISION = { day: 1, month: 3, year: 3 };

const table: EventTable = {
  name: "acled",
  about: "table of events with dead, in the columns of ACLED",
  columns: COLUMNS,
  // Its own reading of vague words, but where the project has another.
  codebook: (given) => (given === "literal" ? "acled" : given),
  row(event, article, _, withText) {
    const total = event.total();
    if (!total || (total.min === null && total.max === null)) return null;
    const days = event.date === null ? null : daysOf(event.date);
    const words = event.figures.map(({ start, end }) => article.text.slice(start, end).replace(/\s+/g, " "));
    return {
      event_id_cnty: event.id,
      event_date: days?.first ?? null,
      year: days ? Number(days.first.slice(0, 4)) : null,
      time_precision: days ? PRECISION[days.unit] : null,
      actor1: valuesOf(event.figures, "perpetrator"),
      actor2: valuesOf(event.figures, "victims"),
      location: event.place,
      source: valuesOf(event.figures, "source"),
      notes: withText ? `${article.id}: ${words.join("; ")}` : article.id,
      // The most conservative of what is reported.
      fatalities: total.min ?? 0,
    };
  },
};

/** ACLED's columns, with `fatalities` as its codebook has it: the least that is reported. */
export const acled = ofEvents(table);

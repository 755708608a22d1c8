import type { Token } from "../../text/token.ts";
import { clockAt, isoTime, normAt } from "./dateParts.ts";

/** A time of day: "10:30 a.m.", "9pm", "0600 GMT", "10 o'clock", "at 14:30"; `time` is null where its half is not said. */
export function timeAt(
  tokens: readonly Token[],
  at: number,
  /** Whether a full date stands right before, so that hours and minutes alone are a time: "09/11/2017 06:22". */
  dated = false,
): { to: number; time: string | null } | null {
  const clock = clockAt(tokens, at);
  if (!clock) return null;
  const half = /^(a\.m\.?|am)$/.test(normAt(tokens, clock.to))
    ? 0
    : /^(p\.m\.?|pm)$/.test(normAt(tokens, clock.to))
      ? 12
      : null;
  if (half !== null && clock.form !== "plain") {
    const zone = zoneAt(tokens, clock.to + 1);
    const time = isoTime(clock.hour, clock.minute, half, zone.utc ? "Z" : "");
    return time === null ? null : { to: zone.to, time: zone.local ? null : time };
  }
  if (/^(noon|midnight|o'clock)$/.test(normAt(tokens, clock.to)) && clock.form === "hour")
    return { to: clock.to + 1, time: null };
  const zone = zoneAt(tokens, clock.to);
  const zoned = zone.to > clock.to;
  const said =
    /^(at|around|about|by|from|until|till|since|before|after)$/.test(normAt(tokens, at - 1)) || dated;
  const colon = tokens[at + 1]?.text === ":";
  if (!zoned && !(clock.form === "full" && colon && said)) return null;
  if (clock.form === "hour" && !zone.utc) return null;
  // `10:30` may be in the evening, `06:22` and `14:30` are of the whole day.
  const whole = zone.utc || clock.hour > 12 || /^0/.test(normAt(tokens, at)) || clock.form === "plain";
  return {
    to: zone.to,
    time: whole && !zone.local ? isoTime(clock.hour, clock.minute, null, zone.utc ? "Z" : "") : null,
  };
}

/** Past the name of a time zone; `local` where it is one whose distance from UTC is not known here. */
function zoneAt(tokens: readonly Token[], at: number): { to: number; utc: boolean; local: boolean } {
  const norm = normAt(tokens, at);
  if (/^(gmt|utc)$/.test(norm)) return { to: at + 1, utc: true, local: false };
  if (/^(hours|hrs|h)$/.test(norm)) return { to: at + 1, utc: false, local: false };
  if (norm === "local" && normAt(tokens, at + 1) === "time") return { to: at + 2, utc: false, local: false };
  if (/^(et|est|edt|bst|cet|cest|ist|eet|pst|pdt)$/.test(norm))
    return { to: at + 1, utc: false, local: true };
  return { to: at, utc: false, local: false };
}

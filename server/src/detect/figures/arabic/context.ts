import { foldArabic } from "../../../text/arabic.ts";
import type { Span } from "../../../text/span.ts";
import { rows } from "../../../text/table.ts";
import type { FigureStatus, Scope } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import modalTable from "../../lexicon/ar/modals.tsv";
import { spanOf } from "../figure.ts";
import { type Clause, isDeedAt, normAt, particleAt, textAt } from "./clause.ts";
import { doerEnd, isDoerAt } from "./phrases.ts";

const modals = new Map<string, string>();
for (const [word = "", kind = ""] of rows(modalTable)) modals.set(foldArabic(word), kind);

const modalOf = (norm: string): string | undefined =>
  modals.get(norm) ??
  (/^[وفبل]/.test(norm) ? modals.get(norm.slice(1)) : undefined) ??
  (norm.startsWith("ال") ? modals.get(norm.slice(2)) : undefined);

/** How a figure is stated at a word of harm; null where it did not come to that ("محاولة اغتيال"). */
export function statusAt(clause: Clause, at: number): FigureStatus | null {
  let status: FigureStatus = "asserted";
  for (let i = at - 1; i >= clause.from && at - i <= 12; i--) {
    const norm = normAt(clause, i);
    const near = at - i <= 7;
    if (norm === "" && /^[،؛,]$/.test(textAt(clause, i)) && at - i > 1) {
      if (at - i <= 4) break;
      continue;
    }
    if (/^(سوي|الا)$/.test(norm)) return status;
    if (
      particleAt(clause, i) === "neg" &&
      near &&
      !BOUND.test(normAt(clause, i + 1)) &&
      !isOfDeed(clause, i + 1, at) &&
      !isDeedBetween(clause, i, at)
    )
      return "negated";
    const stands = norm !== "الفشل" && !(/اجل$/.test(norm) && normAt(clause, i + 1) === "ذلك");
    const modal = stands ? modalOf(norm) : undefined;
    if ((modal === "none" && at - i <= 4) || (modal === "title" && at - i <= 2)) return null;
    if (/^[وف]?(خوفا|تحسبا)$/.test(norm) && at - i <= 6) return null;
    if (ORDER.test(norm) && at - i <= 5 && /^[وف]?[بل]/.test(normAt(clause, at))) return null;
    if (FORECAST.test(norm) && at - i <= 6) {
      if (rises(clause, i, at)) return null;
      status = "feared";
    }
    if (modal === "feared" && at - i <= 6) status = "feared";
    if (modal === "claimed" && status === "asserted") status = "claimed";
  }
  return status;
}

/** "رجّح مقتل 12" is held likely; "رجّح ارتفاع الحصيلة إلى 20" has not come to pass. */
const FORECAST = /^[وف]?(رجح|رجحت|يرجح|ترجح|توقع|توقعت|يتوقع|تتوقع|متوقع)$/;

const rises = (clause: Clause, from: number, to: number): boolean => {
  for (let i = from + 1; i < to; i++)
    if (/^(ارتفاع|زياده|تزايد|يرتفع|ترتفع|تزداد)$/.test(normAt(clause, i))) return true;
  return false;
};

/** "أمر بقتل", "أوصى بإعدام": what was ordered or allowed need not have come to pass. */
const ORDER = /^[وف]?(امر|امرت|امروا|اوامر|(ال)?اذن|اوصي|اوصت|نادي|يطالب|تطالب|يطالبون)$/;

/** "لا يقل عن", "لا تزال": negations that deny nothing. */
const BOUND = /^(فقط|ل|يقل|تقل|يزيد|تزيد|يتجاوز|تتجاوز|يزال|تزال|يزالون|بد|سيما|باس)$/;

/** "لم يكن لمقتل فلان أثر": what is denied is said of the deed. */
const isOfDeed = (clause: Clause, from: number, at: number): boolean =>
  from + 1 === at && /^(يكن|تكن)$/.test(normAt(clause, from)) && /^ل/.test(normAt(clause, at));

const isDeedBetween = (clause: Clause, from: number, to: number): boolean => {
  for (let i = from + 1; i < to; i++) if (isDeedAt(clause, i)) return true;
  return false;
};

/** Times of day: "منذ الصباح" is of the incident, "منذ بداية الحرب" is not. */
const RECENT = /^(ال)?(صباح|فجر|مساء|امس|ساعات|ساعه|يوم|قليل|ليله|ليل|ظهر|دقايق|لحظات|عصر)$/;

/** Spans of time too long for one incident: "خلال العام الماضي". */
const YEARS = /^(ال)?(عامين|اعوام|سنتين|سنوات|عقد|عقدين|عقود|اشهر)$|^ال(عام|سنه)$/;

const isLong = (clause: Clause, at: number): boolean =>
  YEARS.test(normAt(clause, at)) ||
  (/^(عام|سنه)$/.test(normAt(clause, at)) && /^\d{4}/.test(textAt(clause, at + 1)));

/** Whether a phrase at a token is of a time too long for one incident. */
function isOverTime(clause: Clause, at: number): boolean {
  const norm = normAt(clause, at);
  const next = normAt(clause, at + 1);
  if (/^[وف]?منذ$/.test(norm)) return !RECENT.test(next);
  if (/^[وف]?خلال$/.test(norm)) return isLong(clause, at + 1);
  if (/^(مدي|مدار)$/.test(norm)) return normAt(clause, at - 1).endsWith("علي") && isLong(clause, at + 1);
  return /^ال(اشهر|اعوام|سنوات|اسابيع|ايام)$/.test(norm) && /^ال(ماضيه|اخيره|فائته|منصرمه)$/.test(next);
}

/** How many tokens from a figure a time may stand that is still its own, in sentences that posts run on. */
const FARTHEST_TIME = 30;

/** Tokens of a clause near enough to a time too long for one incident; read once, forwards and backwards. */
const overTime = new WeakMap<Clause, ReadonlySet<number>>();

function nearTimes(clause: Clause): ReadonlySet<number> {
  const known = overTime.get(clause);
  if (known) return known;
  const near = new Set<number>();
  const times = new Set<number>();
  let last = Number.NEGATIVE_INFINITY;
  for (let i = clause.from; i < clause.to; i++) {
    if (isOverTime(clause, i)) {
      times.add(i);
      last = i;
    }
    if (i - last <= FARTHEST_TIME) near.add(i);
  }
  let next = Number.POSITIVE_INFINITY;
  for (let i = clause.to - 1; i >= clause.from; i--) {
    if (times.has(i)) next = i;
    if (next - i <= FARTHEST_TIME) near.add(i);
  }
  overTime.set(clause, near);
  return near;
}

/** Whether a figure at a token is of one incident, or counts those of a longer time ("منذ بداية الحرب"). */
export const scopeAt = (clause: Clause, at: number): Scope =>
  nearTimes(clause).has(at) ? "cumulative" : "incident";

/** "وذكرت مصادر أمنية محلية أن …": the words between a verb of saying and `أن`. */
export function sourceOf(clause: Clause): Span | null {
  const { from, to } = clause;
  for (let i = from; i < to; i++) {
    const norm = normAt(clause, i);
    if (/^[وف]?(بحسب|حسب|وفق)$/.test(norm) || (/^[وف]?(نقلا|وفقا)$/.test(norm) && i + 1 < to)) {
      const start = /^[وف]?نقلا$/.test(norm) ? i + 2 : i + 1;
      const end = doerEnd(clause, start);
      if (normAt(clause, start) !== "") return spanOf(clause, start, Math.min(end, to));
    }
    if (
      !/^[وف]?(ذكر|ذكرت|قال|قالت|اعلن|اعلنت|افاد|افادت|اكد|اكدت|اوضح|اوضحت|اضاف|اضافت|اشار|اشارت)$/.test(norm)
    )
      continue;
    // "وأعلنت اعتقال أربعة": what is announced does not speak
    if (isDeedAt(clause, i + 1) && !isDoerAt(clause, i + 1)) continue;
    let end = i + 1;
    while (
      end < to &&
      end - i < 8 &&
      normAt(clause, end) !== "" &&
      !/^(ان|انه|انها|بان|الي|عن)$/.test(normAt(clause, end))
    )
      end++;
    if (end > i + 1) return spanOf(clause, i + 1, end);
  }
  return null;
}

/** "على يد مسلحين", "من قبل قوات الجيش", "برصاص الشرطة": who did it, behind a word of harm. */
export function agentAfter(clause: Clause, at: number): Span | null {
  for (let i = at; i < clause.to && i < at + 30; i++) {
    const norm = normAt(clause, i);
    if (i > at && isDeedAt(clause, i)) return null;
    const phrase =
      /^(يد|يدي|ايدي)$/.test(norm) || (/^(قبل|جانب|طرف)$/.test(norm) && normAt(clause, i - 1) === "من");
    if (!phrase && !(/^(برصاص|بنيران|بقصف|بغاره)$/.test(norm) && isDoerAt(clause, i + 1))) continue;
    if (normAt(clause, i + 1) === "") return null;
    return spanOf(clause, i + 1, Math.min(doerEnd(clause, i + 1), clause.to));
  }
  return null;
}

/** The place that a figure is told of: the nearest named behind it, else the last before. */
export function placeOf(clause: Clause, at: number): Found | null {
  const places = clause.mentions.filter((mention) => mention.label === "LOC");
  return places.find((place) => place.from >= at) ?? places.at(-1) ?? null;
}

/** The first date of the clause; one that tells no day (`الساعة العاشرة`) only where no other does. */
export function dateOf(clause: Clause): Found | null {
  const dates = clause.mentions.filter((mention) => mention.label === "DATE");
  return dates.find(({ date }) => date?.kind !== "open") ?? dates[0] ?? null;
}

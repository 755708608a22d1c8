import { sameValue } from "./json.ts";

/** An annotation, or a part of one, as it is stored. */
export type Fields = Readonly<Record<string, unknown>>;

export interface MergedFields {
  readonly fields: Fields;
  /** What theirs says otherwise, as an opinion; null where nothing was decided differently. */
  readonly opinion: Fields | null;
}

/** Fields that are decided together: one of them without the others would say what nobody decided. */
const PLACE = ["start", "end", "quote", "prefix", "suffix", "occurrence"];
const FIGURE_GROUPS: readonly (readonly string[])[] = [
  ["min", "max", "qualifier", "number"],
  ["victims", "mentions victim"],
  ["perpetrator", "mentions perpetrator"],
  ["place", "mentions place"],
  ["source", "mentions source"],
];

/** Keys that say how a decision came about, not what was decided. */
const ASIDE = ["by", "at", "was", "touched", "detector", "rule", "confidence", "opinions", "conflict"];

/**
 * Two states of one annotation with the one that both go back to; without that, all that differs was decided
 * differently. Where one side rejected and the other changed what it rejected, ours stands as it is.
 */
export function mergeFields(base: Fields | undefined, ours: Fields, theirs: Fields): MergedFields {
  const own = standing(ours);
  const other = standing(theirs);
  const known = base && standing(base);
  // What was rejected before both sides took it in has no fields that either went by.
  const former = known && isRejected(known) && !isRejected(own) && !isRejected(other) ? undefined : known;
  const whole = isDivided(former, own, other);
  const mine = whole ? own : joined(former, own, other);
  const their = whole ? other : joined(former, other, own);
  const differs = isRejected(mine) !== isRejected(their) || !sameValue(content(mine), content(their));
  const aside: Fields = {
    ...side(former, own, other),
    ...(differs ? pick(own, ["by", "at", "was"]) : {}),
    touched: either(former, own, other, "touched"),
    conflict: either(known, own, other, "conflict"),
  };
  const status = statusOf(mine["status"], aside["was"]);
  const result = { ...mine, ...aside, status };
  const second = differs ? null : secondSigner(former, own, other);
  const opinions = mergedOpinions(known, own, other, result, second);
  const fields = stored({ ...result, opinions }, ours, theirs);
  return { fields, opinion: differs ? opinionOf(mine, their, other) : null };
}

/** Whether one side says that there is nothing and the other changed what there is. */
function isDivided(base: Fields | undefined, ours: Fields, theirs: Fields): boolean {
  if (isRejected(ours) === isRejected(theirs)) return false;
  if (!base) return true;
  const changed = (side: Fields): boolean =>
    isRejected(side) !== isRejected(base) || !sameValue(content(side), content(base));
  return changed(ours) && changed(theirs);
}

const isRejected = ({ status }: Fields): boolean => status === "rejected";

/** What is decided: all fields but those that say how it came about; of statuses only whether it is rejected. */
function content(fields: Fields): Fields {
  const {
    status: _,
    prefix: __,
    suffix: ___,
    occurrence: ____,
    isLost: _____,
    ...rest
  } = without(fields, ASIDE);
  return rest;
}

/** The first side's fields where both changed them, else those of the side that did. */
function joined(base: Fields | undefined, first: Fields, second: Fields): Fields {
  const groups = mergedGroups(base, first, second, [PLACE], ["figure", "attributes", ...ASIDE]);
  const merged = { ...groups, attributes: joinedAttributes(base, first, second) };
  const place = first["isLost"] === true && second["isLost"] !== true ? pick(second, PLACE) : {};
  if (!isFields(first["figure"]) || !isFields(second["figure"])) return { ...merged, ...place };
  const former = base && isFields(base["figure"]) ? flat(base["figure"]) : undefined;
  const figure = mergedGroups(former, flat(first["figure"]), flat(second["figure"]), FIGURE_GROUPS, []);
  return { ...merged, ...place, figure: unflat(figure, first["figure"]) };
}

/** Each attribute is merged by itself; undefined where none is left, as it is stored. */
function joinedAttributes(base: Fields | undefined, first: Fields, second: Fields): Fields | undefined {
  const former = base && attributesOf(base);
  const merged = defined(mergedGroups(former, attributesOf(first), attributesOf(second), [], []));
  return Object.keys(merged).length > 0
    ? Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)))
    : undefined;
}

const attributesOf = ({ attributes }: Fields): Fields => (isFields(attributes) ? attributes : {});

function mergedGroups(
  base: Fields | undefined,
  first: Fields,
  second: Fields,
  groups: readonly (readonly string[])[],
  left: readonly string[],
): Fields {
  const grouped = new Set([...groups.flat(), ...left]);
  const singles = [...new Set([...Object.keys(first), ...Object.keys(second)])].filter(
    (key) => !grouped.has(key),
  );
  const result: Record<string, unknown> = {};
  for (const group of [...groups, ...singles.map((key) => [key])]) {
    const own = pick(first, group);
    const before = base ? pick(base, group) : {};
    // Without a state before, what one side does not speak of it has not decided.
    const isSame = sameValue(compared(own), base ? compared(before) : {});
    Object.assign(result, isSame ? pick(second, group) : own);
  }
  return result;
}

/** The context of an anchor follows from its place. */
const compared = (fields: Fields): Fields => without(fields, ["prefix", "suffix", "occurrence"]);

/** A figure with its mentions by role, for each belongs to a field. */
function flat(figure: Fields): Fields {
  const { mentions, ...rest } = figure;
  const result: Record<string, unknown> = { ...rest };
  for (const mention of Array.isArray(mentions) ? mentions : []) {
    const key = `mentions ${String(mention.role)}`;
    result[key] = [...((result[key] as unknown[] | undefined) ?? []), mention];
  }
  return result;
}

/** The mentions in the order that `like` has them in, as far as it has them. */
function unflat(fields: Fields, like: Fields): Fields {
  const rest = Object.entries(fields).filter(([key]) => !key.startsWith("mentions "));
  const mentions = Object.entries(fields)
    .filter(([key]) => key.startsWith("mentions "))
    .flatMap(([, value]) => (Array.isArray(value) ? value : []));
  const order = Array.isArray(like["mentions"]) ? like["mentions"] : [];
  const rank = (mention: unknown): number => {
    const at = order.findIndex((one) => sameValue(one, mention));
    return at < 0 ? order.length : at;
  };
  const known = Object.fromEntries(rest);
  const keys = Object.keys(like).filter((key) => key === "mentions" || key in known);
  const sorted = mentions.sort((a, b) => rank(a) - rank(b));
  return {
    ...Object.fromEntries(keys.map((key) => [key, key === "mentions" ? sorted : known[key]])),
    ...known,
  };
}

/** Corrected is what differs from what it was. */
const statusOf = (status: unknown, was: unknown): unknown =>
  status === "accepted" || status === "corrected" ? (isFields(was) ? "corrected" : "accepted") : status;

/** How the merged decision came about: who decided last, and what it had been before either side. */
function side(base: Fields | undefined, ours: Fields, theirs: Fields): Fields {
  const was = (fields: Fields | undefined): Fields =>
    fields && isFields(fields["was"]) ? fields["was"] : {};
  const former = mergedGroups(base && was(base), was(ours), was(theirs), [["start", "end", "quote"]], []);
  return {
    ...pick({ ...theirs, ...defined(ours) }, ["detector", "rule", "confidence"]),
    ...pick(signers(base, ours, theirs).last, SIGNATURE),
    was: Object.values(former).some((value) => value !== undefined) ? former : undefined,
  };
}

const SIGNATURE = ["by", "at"];

/** Who signed last of the sides that signed anew, and the other side where both did. */
function signers(
  base: Fields | undefined,
  ours: Fields,
  theirs: Fields,
): { readonly last: Fields; readonly first: Fields | null } {
  const changed = (fields: Fields): boolean =>
    !base || !sameValue(pick(fields, SIGNATURE), pick(base, SIGNATURE));
  if (!changed(ours) || !changed(theirs)) return { last: changed(ours) ? ours : theirs, first: null };
  return String(ours["at"] ?? "") >= String(theirs["at"] ?? "")
    ? { last: ours, first: theirs }
    : { last: theirs, first: ours };
}

/** As an opinion, the decision of another annotator who decided the same on the other side; null where there is none. */
function secondSigner(base: Fields | undefined, ours: Fields, theirs: Fields): Fields | null {
  const { last, first } = signers(base, ours, theirs);
  if (!first || first["by"] === undefined || last["by"] === undefined || first["by"] === last["by"])
    return null;
  if (ours["adjudicated"] === true || theirs["adjudicated"] === true) return null;
  return { status: first["status"] === "added" ? "accepted" : first["status"], ...pick(first, SIGNATURE) };
}

function either(base: Fields | undefined, ours: Fields, theirs: Fields, key: string): true | undefined {
  const [own, other] = [ours[key] === true, theirs[key] === true];
  if (!base) return own || other ? true : undefined;
  return (own === (base[key] === true) ? other : own) ? true : undefined;
}

/**
 * The opinions that neither side has taken away, and that of a second signer, beside the merged decision. What an
 * opinion leaves out is as its own side's decision has it, so each is merged as a whole.
 */
function mergedOpinions(
  base: Fields | undefined,
  ours: Fields,
  theirs: Fields,
  result: Fields,
  second: Fields | null,
): unknown[] | undefined {
  const has = (all: readonly Fields[], one: Fields): boolean => all.some((known) => sameValue(known, one));
  const [before, own, other] = [base, ours, theirs].map(wholeOpinions) as [Fields[], Fields[], Fields[]];
  const kept = own.filter((one) => has(other, one) || !has(before, one));
  const more = other.filter((one) => !has(own, one) && !has(before, one));
  const opinions = [...kept, ...more]
    .map((one) => beside(result, one))
    .filter((one) => !isSignerAgain(one, result));
  if (second && !opinions.some(({ by }) => by === second["by"])) opinions.push(second);
  return opinions.length > 0 ? opinions : undefined;
}

/** The opinions on one side with all that they say, also what the decision there says too. */
function wholeOpinions(side: Fields | undefined): Fields[] {
  const opinions = side && Array.isArray(side["opinions"]) ? (side["opinions"] as Fields[]) : [];
  return opinions.map((opinion) => {
    if (!side || opinion["status"] === "removed") return opinion;
    // Words without a place are gone from the text.
    const isPlaced = side["isLost"] !== true && opinion["quote"] === undefined;
    const own = pick(side, ["label", "figure", ...(isPlaced ? SPAN : [])]);
    return defined({ ...own, attributes: attributesOf(side), ...opinion });
  });
}

const SPAN = ["start", "end", "quote"];

/** An opinion without what the decision beside it says too. */
function beside(own: Fields, opinion: Fields): Fields {
  const same = (keys: readonly string[]): boolean => sameValue(pick(own, keys), pick(opinion, keys));
  const isThere = own["isLost"] !== true && same(["start", "end"]);
  const known = ["label", "figure"].filter((key) => same([key]));
  if (sameValue(attributesOf(own), attributesOf(opinion))) known.push("attributes");
  return without(opinion, [...known, ...(isThere ? SPAN : [])]);
}

/** Whether an opinion says what the decision beside it says, by the same annotator; who adjudicates may have done so. */
const isSignerAgain = (opinion: Fields, own: Fields): boolean =>
  opinion["by"] !== undefined &&
  opinion["by"] === own["by"] &&
  own["adjudicated"] !== true &&
  !["removed", "rejected"].includes(String(opinion["status"])) &&
  !["label", "quote", "figure", "attributes"].some((key) => key in opinion);

/** Theirs as an opinion beside ours: who, when, the status, and what differs. */
function opinionOf(mine: Fields, their: Fields, side: Fields): Fields {
  const [own, other] = [content(mine), content(their)];
  const keys = Object.keys(other).filter((key) => !sameValue(own[key], other[key]));
  const place = keys.some((key) => PLACE.includes(key)) ? ["start", "end", "quote"] : [];
  return {
    status: their["status"],
    ...pick(their, [...new Set([...keys, ...place])]),
    ...(keys.includes("attributes") ? { attributes: attributesOf(their) } : {}),
    ...pick(side, ["by", "at"]),
  };
}

/** An annotation with the status that it had before it lost its place, which is no decision. */
function standing(fields: Fields): Fields {
  if (fields["status"] !== "orphaned") return fields;
  const { status, ...was } = isFields(fields["was"]) ? fields["was"] : {};
  return {
    ...without(fields, ["was"]),
    status: status ?? "accepted",
    ...(Object.keys(was).length > 0 ? { was } : {}),
    isLost: true,
  };
}

/** As it is stored again: lost where the place that it was given is one that was lost. */
function stored(fields: Fields, ours: Fields, theirs: Fields): Fields {
  const { isLost: _, ...rest } = fields;
  const from = [ours, theirs].filter((one) =>
    sameValue(pick(one, ["start", "end", "quote"]), pick(rest, ["start", "end", "quote"])),
  );
  const lost = from.length > 0 && from.every(({ status }) => status === "orphaned");
  const was = isFields(rest["was"]) ? rest["was"] : {};
  return defined(lost ? { ...rest, status: "orphaned", was: { status: rest["status"], ...was } } : rest);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of some keys, also those that are not there, so that taking them takes that over too. */
const pick = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(keys.map((key) => [key, fields[key]]));

const without = (fields: Fields, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

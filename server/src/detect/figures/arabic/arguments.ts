import type { Span } from "../../../text/span.ts";
import { spanOf } from "../figure.ts";
import { antecedentOf } from "./antecedents.ts";
import { type Clause, harmsAt, isDeedAt, normAt, particleAt, personAt } from "./clause.ts";
import { isGivenWord, victimAt } from "./names.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import { doerEnd, isDoerAt, objectFrom } from "./phrases.ts";
import { completionOf, type Occurrence } from "./predicates.ts";

/** Whom a word of harm is said of, and by whom it was done where that stands with it. */
export interface Arguments {
  readonly victim: Nominal;
  readonly doer: Span | null;
  /** Stands before the verb: nothing behind it belongs to its list. */
  readonly before: boolean;
  readonly trigger: Span;
  readonly rule: string;
}

/** The harmed that a word of harm has in its clause; null where it has none. */
export function argumentsOf(clause: Clause, occurrence: Occurrence): Arguments | null {
  const { predicate, pronoun, noun, to } = occurrence;
  if (predicate.frame === "split") return splitArguments(clause, occurrence);
  const behind = (victim: Nominal | null, rule: string, doer: Span | null = null): Arguments | null =>
    victim ? { victim, doer, before: false, trigger: occurrence, rule } : null;
  const ahead = (rule: string): Arguments | null => {
    const victim = antecedentOf(clause, occurrence);
    return victim ? { victim, doer: null, before: true, trigger: occurrence, rule } : null;
  };
  if (pronoun !== "") {
    // "قتلهم أطفاله": the pronoun of a noun may be the doer's
    const object =
      noun || harmsAt(clause, occurrence.at).some(({ predicate: { frame } }) => frame === "deed")
        ? adjacent(clause, to)
        : null;
    const own =
      object &&
      ((object.kind === "count" && object.person && object.bounds.min !== 1) ||
        (object.kind === "named" && object.from === to && isGivenWord(clause, to)) ||
        personAt(clause, object.from)?.possessed);
    // "قتلها للمدنيين"
    const introduced = noun ? objectFrom(clause, to, "strong", 4) : null;
    if (introduced?.clitic === "ل" && introduced.person) return behind(introduced, "deed of a pronoun");
    return own
      ? behind(object, "deed of a pronoun")
      : noun
        ? (behind(companionOf(clause, to), "companion") ?? ahead("pronoun"))
        : (ahead("pronoun") ?? behind(companionOf(clause, to), "companion"));
  }
  if (noun) return nounArguments(clause, occurrence, behind);
  if (predicate.frame === "active") return activeObject(clause, to, behind, ahead);
  if (predicate.agreement === "plural" || predicate.agreement === "dual") {
    const relative = isRelative(clause, occurrence.at);
    const object = relative || predicate.frame === "passive" ? null : adjacent(clause, to);
    return object ? behind(object, "object") : ahead("subject before");
  }
  if (predicate.frame === "passive") {
    if (isRelative(clause, occurrence.at)) return ahead("relative");
    return behind(objectFrom(clause, to, "any"), "subject") ?? ahead("subject before");
  }
  return predicate.agreement === "feminine"
    ? feminineArguments(clause, to, behind, ahead)
    : verbArguments(clause, occurrence, behind, ahead);
}

/** "اعتقاله أمس مع ولديه": others that came to the same as somebody not named here. */
function companionOf(clause: Clause, at: number): Nominal | null {
  for (let i = at; i < clause.to && i < at + 6; i++) {
    if (/^(مع|برفقه|رفقه)$/.test(normAt(clause, i)))
      return isDoerAt(clause, i + 1) ? null : victimAt(clause, i + 1, "strong");
    // "فأوقفته الشرطة هو وجيرانه"
    if (/^(هو|هي|هما|هم)$/.test(normAt(clause, i)) && /^و/.test(normAt(clause, i + 1)))
      return victimAt(clause, i + 1, "strong");
    if (normAt(clause, i) === "" || isDeedAt(clause, i)) return null;
  }
  return null;
}

type Behind = (victim: Nominal | null, rule: string, doer?: Span | null) => Arguments | null;
type Ahead = (rule: string) => Arguments | null;

/** "الذين قتلوا", "التي كانت قد اعتقلت": the verb is of a clause about the noun before. */
function isRelative(clause: Clause, at: number): boolean {
  let i = at - 1;
  while (i > clause.from && particleAt(clause, i) === "aux") i--;
  return particleAt(clause, i) === "rel";
}

/** Whether the noun that a relative clause is about is a person: "الجندي الذي قتل", not "المكان الذي قتل فيه". */
function isPersonBeforeRelative(clause: Clause, at: number): boolean {
  let i = at - 1;
  while (i > clause.from && particleAt(clause, i) === "aux") i--;
  for (let n = i - 1; n >= i - 4 && n >= clause.from; n--) {
    if (personAt(clause, n) || clause.mentionAt.get(n)?.label === "PERSON") return true;
  }
  return false;
}

/** A count, a crowd or a person of the family right behind a verb, adverbs between. */
function adjacent(clause: Clause, at: number): Nominal | null {
  const victim = objectFrom(clause, at, "strong", 5);
  if (!victim) return null;
  for (let i = at; i < victim.from; i++) if (particleAt(clause, i) === "prep") return null;
  return /[لبك]/.test(victim.clitic) ? null : victim;
}

function nounArguments(clause: Clause, occurrence: Occurrence, behind: Behind): Arguments | null {
  const { to, predicate, definite, clitic } = occurrence;
  if (clitic.includes("ل")) {
    const exposed = exposedTo(clause, occurrence);
    if (exposed) return { victim: exposed, doer: null, before: false, trigger: occurrence, rule: "exposed" };
  }
  if (predicate.frame === "deed" && isDoerAt(clause, to)) {
    const end = doerEnd(clause, to);
    const object = objectFrom(clause, end, "strong", 8);
    if (object) return behind(object, "deed with doer", spanOf(clause, to, end));
    if (clause.mentionAt.get(to)?.label === "LOC" || !personAt(clause, to)) return null;
  }
  const first = objectFrom(clause, to, predicate.harm === "injured" ? "strong" : "any");
  // "القتل العمد", "معسكرات الاعتقال النازية": with the article, only those that ل introduces
  if (definite && !first?.clitic.startsWith("ل")) return behind(againstWhom(clause, to), "verbal noun");
  const second = first?.kind === "plural" && first.definite ? victimAt(clause, first.to, "strong") : null;
  if (predicate.frame === "deed" && first && second && isObjectBehind(first, second))
    return behind(second, "deed with doer", { start: first.start, end: first.end });
  return behind(first, "verbal noun");
}

/** "الاعتداءات وأعمال الخطف ضد مهندسين": those whom deeds told of in general befell. */
function againstWhom(clause: Clause, at: number): Nominal | null {
  for (let i = at; i < clause.to && i < at + 7; i++) {
    if (normAt(clause, i) === "" || isDeedAt(clause, i)) return null;
    if (!/^(ضد|بحق)$/.test(normAt(clause, i))) continue;
    const victim = victimAt(clause, i + 1, "strong");
    return victim && victim.kind !== "other" && !isDoerAt(clause, i + 1) ? victim : null;
  }
  return null;
}

/** "تعرض أربعة عمال للاختطاف", "تعرضت ممرضة لإصابة": who was exposed to a deed. */
function exposedTo(clause: Clause, occurrence: Occurrence): Nominal | null {
  for (let i = occurrence.at - 1; i >= clause.from && i >= occurrence.at - 12; i--) {
    if (!/^[وف]?تعرض(ت|وا|ا|تا)?$/.test(normAt(clause, i))) continue;
    const victim = objectFrom(clause, i + 1, "any");
    return victim && victim.from < occurrence.at ? victim : antecedentOf(clause, { ...occurrence, at: i });
  }
  return null;
}

/** "قتلت 12", "قتلت القوات 12", "قتلت امرأة". */
function feminineArguments(clause: Clause, to: number, behind: Behind, ahead: Ahead): Arguments | null {
  const first = victimAt(clause, to, "strong");
  if (
    first &&
    (!first.definite || first.kind === "named" || personAt(clause, to)?.noun.feminine) &&
    !isDoerAt(clause, to)
  ) {
    return behind(first, first.kind === "single" ? "subject" : "object");
  }
  if (isDoerAt(clause, to) || /^ال/.test(normAt(clause, to)) || personAt(clause, to) === null) {
    const end = doerEnd(clause, to);
    const object =
      isDoerAt(clause, to) || /^ال/.test(normAt(clause, to)) ? objectFrom(clause, end, "strong") : null;
    if (object) return behind(object, "object", spanOf(clause, to, end));
  }
  return first?.kind === "plural"
    ? behind(first, "object")
    : (behind(objectFrom(clause, to, "strong"), "object") ?? ahead("subject before"));
}

/** "قتل 12", "قتل الجيش 12", "خطف مسلحون 12", "قتل فلان". */
function verbArguments(
  clause: Clause,
  { to, at, predicate }: Occurrence,
  behind: Behind,
  ahead: Ahead,
): Arguments | null {
  if (isRelative(clause, at)) {
    const object = adjacent(clause, to);
    const place = object !== null && !isPersonBeforeRelative(clause, at);
    return object && (place || !object.definite) ? behind(object, "object") : ahead("relative");
  }
  if (isDoerAt(clause, to)) {
    const end = doerEnd(clause, to);
    const object = objectFrom(clause, end, "strong");
    if (object && !/[لبك]/.test(object.clitic)) return behind(object, "object", spanOf(clause, to, end));
    const person = personAt(clause, to);
    return person && predicate.imperfect === false ? behind(victimAt(clause, to, "any"), "subject") : null;
  }
  const first = objectFrom(clause, to, "any");
  if (!first) return ahead("subject before");
  const second = first.kind === "count" ? null : victimAt(clause, first.to, "strong");
  if (second && isObjectBehind(first, second))
    return behind(second, "object", { start: first.start, end: first.end });
  return behind(first, "subject");
}

/** "أصابت القذيفة ثلاثة أطفال", "أودى بحياة 12", "أردته قتيلا". */
function activeObject(clause: Clause, to: number, behind: Behind, ahead: Ahead): Arguments | null {
  if (isDoerAt(clause, to)) {
    const end = doerEnd(clause, to);
    const object = objectFrom(clause, end, "strong");
    if (object) return behind(object, "object", spanOf(clause, to, end));
  }
  const first = objectFrom(clause, to, "strong");
  if (!first) return ahead("object before");
  const second = first.kind === "count" ? null : victimAt(clause, first.to, "strong");
  return second && isObjectBehind(first, second)
    ? behind(second, "object", { start: first.start, end: first.end })
    : behind(first, "object");
}

/** Of two noun phrases in a row, whether the first did it to the second: "قتل مسلحون شرطيين", but not "قتل اللواء فلان وزير …". */
const isObjectBehind = (first: Nominal, second: Nominal): boolean => {
  if (second.pronoun || second.clitic !== "" || second.kind === "other" || first.to !== second.from)
    return false;
  if (second.kind === "count") return true;
  return first.kind !== "named" && second.kind !== "named" && !second.definite && !first.definite;
};

/** "لقي 12 شخصا مصرعهم", "راح ضحيتها 12", "لقوا مصرعهم". */
function splitArguments(clause: Clause, occurrence: Occurrence): Arguments | null {
  const { predicate, at, to } = occurrence;
  const completion = completionOf(clause, at, predicate);
  if (completion < 0) return null;
  if (completion > to && !predicate.after) {
    const holder = objectFrom(clause, to, "any");
    const victim = holder && (nameOfHolder(clause, holder, completion) ?? upTo(clause, holder, completion));
    if (victim && victim.from < completion)
      return {
        victim,
        doer: null,
        before: false,
        trigger: spanOf(clause, completion, completion + 1),
        rule: "split",
      };
  }
  const trigger = spanOf(clause, at, completion + 1);
  const behind =
    (predicate.agreement === "base" || predicate.agreement === "feminine" || predicate.after) &&
    !isRelative(clause, at)
      ? objectFrom(clause, behindOwner(clause, completion + 1), "strong", 6)
      : null;
  if (
    behind &&
    (completion === to || predicate.after) &&
    (behind.kind !== "named" || isGivenWord(clause, behind.from)) &&
    behind.clitic === ""
  )
    return { victim: behind, doer: null, before: false, trigger, rule: "split" };
  const victim = antecedentOf(clause, occurrence);
  return victim ? { victim, doer: null, before: true, trigger, rule: "split" } : null;
}

/** "فارقت طفلة الحياة": those harmed end before what completes the verb. */
const upTo = (clause: Clause, nominal: Nominal, end: number): Nominal =>
  nominal.from < end && nominal.to > end
    ? { ...nominal, to: end, end: spanOf(clause, nominal.from, end).end }
    : nominal;

/** "لقي المدير العام للشركة فلان مصرعه": the name at the end of who is told of by an office. */
function nameOfHolder(clause: Clause, holder: Nominal, end: number): Nominal | null {
  if (holder.kind !== "single" || !holder.definite) return null;
  for (let i = Math.max(holder.to, end - 3); i < end; i++) {
    const named = victimAt(clause, i, "any");
    if (named?.kind === "named" && named.to === end) return named;
  }
  return null;
}

/** "راح ضحية الزلزال 12": past the definite noun that the completion governs. */
function behindOwner(clause: Clause, at: number): number {
  const owned = normAt(clause, at).startsWith("ال") && nominalAt(clause, at) === null;
  return owned ? doerEnd(clause, at) : at;
}

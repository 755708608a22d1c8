import type { Language } from "../text/language.ts";
import type { Span } from "../text/span.ts";

/** The default tagset of `contract.md`; a project may add labels of its own for annotation by hand. */
export const entityLabels = ["PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY", "WEAPON"] as const;
export type EntityLabel = (typeof entityLabels)[number];

/** What people came to; the fields of a figure and their values are those of `casualty-figures.md`. */
export const harms = [
  "killed",
  "injured",
  "missing",
  "abducted",
  "detained",
  "surrendered",
  "displaced",
  "casualties",
] as const;
export type Harm = (typeof harms)[number];

export const qualifiers = [
  "exact",
  "at_least",
  "at_most",
  "about",
  "more_than",
  "fewer_than",
  "range",
  "vague",
  "named",
] as const;
export type Qualifier = (typeof qualifiers)[number];

export const victimTypes = [
  "civilian",
  "combatant",
  "security_force",
  "perpetrator",
  "mixed",
  "unknown",
] as const;
export type VictimType = (typeof victimTypes)[number];

export const scopes = ["incident", "cumulative"] as const;
export type Scope = (typeof scopes)[number];

export const figureStatuses = ["asserted", "claimed", "feared", "negated"] as const;
export type FigureStatus = (typeof figureStatuses)[number];

/** A span and the words that stand there. Offsets are UTF-16 code units. */
export interface Quote extends Span {
  readonly text: string;
}

/** Why a mention is there, or has its label, beside what detection itself makes of the text. */
export type NameReason = {
  /** The label that it would have had. */
  readonly instead: EntityLabel | null;
} & (
  | {
      /** A line of the project's gazetteer. */
      readonly kind: "listed";
      readonly file: string;
      readonly line: number;
      readonly name: string;
      /** The line has the name beside its forms. */
      readonly full?: boolean;
    }
  | {
      /** Annotators accepted it in so many articles; the one where they did first, and who did. */
      readonly kind: "accepted";
      readonly articles: number;
      readonly article: string;
      readonly by: string | null;
    }
);

/** A span that names something. */
export interface Mention extends Quote {
  readonly label: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** What found it: `gazetteer`, `pattern`, `title`, `name` …; shown in the hover. */
  readonly source: string;
  /** A normalised value where there is one: an ISO 8601 date, an amount with its currency. */
  readonly value: string | null;
  readonly because?: NameReason;
}

/** A mention with its identity in the article. */
export interface EntityMention extends Mention {
  readonly id: string;
  /** One id for all mentions of one entity of the article. */
  readonly entity: string;
  /** The entity's name in the project's gazetteer, else the fullest form of it in the article. */
  readonly name: string;
}

/** One statement, in one place, that a number of people came to a harm. */
export interface CasualtyFigure extends Quote {
  readonly id: string;
  readonly number: Quote;
  readonly trigger: Quote;
  readonly harm: Harm;
  /** Null is open. */
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
  readonly victims: string | null;
  readonly victimType: VictimType;
  /** Ids of the mentions inside the victims' phrase. */
  readonly victimEntities: readonly string[];
  /** A mention's id, the words of the text, or null where the article does not say. */
  readonly perpetrator: string | null;
  readonly place: string | null;
  /** ISO 8601: a day, a month or a year. */
  readonly date: string | null;
  readonly source: string | null;
  readonly scope: Scope;
  readonly status: FigureStatus;
  /** Ids of other figures of the article. */
  readonly partOf: string | null;
  readonly sameAs: string | null;
  readonly conflictsWith: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
  /** The rule that found it. */
  readonly rule: string;
}

/** What an article says of one harm in all; null is open. */
export interface Total {
  readonly min: number | null;
  readonly max: number | null;
  readonly best: number | null;
}

/** How many came to each harm; a harm with nothing reported is absent. */
export type Tally = {
  readonly [H in Harm]?: Total & {
    /** Of these, attackers who died in their own attack. */
    readonly perpetrators: number;
  };
} & {
  readonly feared?: { readonly [H in Harm]?: Total };
  readonly cumulative?: { readonly [H in Harm]?: Total };
};

/** Words of the head that name something, with the id of the mention that has the same span, where there is one. */
export interface HeadName extends Quote {
  readonly mention: string | null;
}

/** What an article says of itself, at its head and foot; what it does not say, or not for certain, is null. */
export interface ArticleHead {
  /** The place in the dateline: where the text was written, which is not where what it tells of happened. */
  readonly place: HeadName | null;
  /** The agency or newspaper of the text; never that of a picture. */
  readonly agency: HeadName | null;
  /** Who wrote it, one by one. */
  readonly byline: readonly Quote[];
  /** The day of publication that the text states, as an ISO date, with its words. */
  readonly published: (Quote & { readonly date: string }) | null;
  /** The languages of its paragraphs, the article's own first, each with the span of the first such paragraph. */
  readonly languages: readonly (Span & { readonly language: Language; readonly paragraphs: number })[];
}

/** All that detection finds in one text. */
export interface Detections {
  readonly language: Language;
  /** The day of publication, as an ISO date, where the text or the caller says it. */
  readonly published: string | null;
  readonly head: ArticleHead;
  readonly entities: readonly EntityMention[];
  readonly figures: readonly CasualtyFigure[];
  readonly tally: Tally;
}

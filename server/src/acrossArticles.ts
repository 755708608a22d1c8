import { TextDocument } from "vscode-languageserver-textdocument";
import type { Reading, Run } from "./acts.ts";
import { mentionsAt, type PlacedEntity } from "./annotations/identical.ts";
import { occurrencesOf, type Pattern, patternOf, thoseIn } from "./annotations/likeWords.ts";
import { ownTotalsIn } from "./annotations/ownTotals.ts";
import { closedDecisions, closedDetections, closedText } from "./closedArticles.ts";
import { type Identities, identitiesOf } from "./detect/resolve/identity.ts";
import { soughtName } from "./detect/resolve/nameForms.ts";
import { noNames, type ProjectNames } from "./detect/resolve/nameIndex.ts";
import { type ArticleView, isShown, viewOf } from "./features/view.ts";
import type { IdenticalHost } from "./identical.ts";
import type { PublishedAnnotation } from "./protocol.ts";
import { readerOf } from "./settings.ts";

/** An entity as it is looked for in all articles. */
export interface Sought {
  readonly label: string;
  /** By `Identities`. */
  readonly key: string;
  /** The project's name for it, else the one that it was found by. */
  readonly name: string;
  /** In either language, the name first. */
  readonly forms: readonly string[];
  /**
   * Among them those that no gazetteer should have: names only where the words beside them say so, and the endings of a
   * people's name.
   */
  readonly inferred: ReadonlySet<string>;
}

/** An article with what it shows. */
export interface ShownArticle {
  readonly uri: string;
  readonly document: TextDocument;
  readonly view: ArticleView;
  readonly published: string | null;
}

/** An article and all mentions of an entity in it, by place. */
export interface MentioningArticle extends ShownArticle {
  readonly mentions: readonly PublishedAnnotation[];
}

/** What articles are looked through with: of those that are open the view, of the others the files. */
export interface AcrossHost
  extends Pick<IdenticalHost, "files" | "workspace" | "reading" | "annotator" | "pause"> {
  readonly articles: Pick<IdenticalHost["articles"], "seen">;
  /** The gazetteer of the project that a file is in; undefined where there is none. */
  readonly listed: (uri: string) => ProjectNames["listed"] | undefined;
}

export const identitiesAt = (host: Pick<AcrossHost, "listed">, uri: string): Identities =>
  identitiesOf(host.listed(uri) ?? noNames);

/**
 * An entity with all its forms: those that articles have, and those of the project and our own lists. A person's single
 * name is left out where a fuller one is known, for other articles have other bearers of it.
 */
export function soughtFrom(
  identities: Identities,
  label: string,
  name: string,
  own: readonly string[],
): Sought {
  const of = own.find((form) => identities.of(label, form).name !== null) ?? name;
  const identity = identities.of(label, of);
  const known = [...new Set([of, ...own])].flatMap((form) => identities.forms(label, form));
  const forms = new Map<string, string>();
  for (const form of [
    ...(identity.name === null ? [name] : []),
    ...own,
    ...known.map(({ form: one }) => one),
  ]) {
    const words = soughtName(form)?.words ?? form;
    if (!forms.has(words)) forms.set(words, form);
  }
  return {
    label,
    key: identity.key,
    name: identity.name ?? name,
    forms: label === "PERSON" ? fullNames([...forms.values()]) : [...forms.values()],
    inferred: new Set(
      known
        .filter(
          ({ form, guarded, listed }) => guarded || (label === "NORP" && !listed && !own.includes(form)),
        )
        .map(({ form }) => form),
    ),
  };
}

function fullNames(forms: readonly string[]): readonly string[] {
  const full = forms.filter((form) => form.trim().includes(" "));
  const parts = new Set(full.flatMap((form) => soughtName(form)?.words.split(" ") ?? []));
  return forms.filter((form) => !parts.has(soughtName(form)?.words ?? ""));
}

/** An article that is open, as it is, or closed, from its files; null where it cannot be read or `wanted` says no to its text. */
export async function shownArticle(
  host: AcrossHost,
  reading: Reading,
  uri: string,
  wanted: (text: string) => boolean = () => true,
): Promise<ShownArticle | null> {
  const seen = await host.articles.seen(uri);
  if (seen) {
    const { document } = seen.article;
    const { published } = seen.analysis.detections;
    return wanted(document.getText()) ? { uri, document, view: seen.view, published } : null;
  }
  return closedArticle(host, reading, uri, wanted);
}

/** An article from its files, as an editor would show it; null where it cannot be read or `wanted` says no to its text. */
export async function closedArticle(
  host: Pick<AcrossHost, "files" | "annotator">,
  reading: Reading,
  uri: string,
  wanted: (text: string) => boolean = () => true,
): Promise<ShownArticle | null> {
  const file = await closedText(host.files, uri);
  if (typeof file === "string" || !wanted(file.text)) return null;
  const stored = await closedDecisions(host.files, uri, file.text);
  if (typeof stored === "string") return null;
  const options = await reading(uri);
  const detections = await closedDetections(file.text, stored.published, options);
  const document = TextDocument.create(uri, "article", 0, file.text);
  const reader = readerOf(options.settings, host.annotator());
  const { codebook } = options.settings;
  const own = ownTotalsIn(stored.header);
  const view = viewOf(document, detections, stored.decided, codebook, [], reader, own);
  return { uri, document, view, published: detections.published };
}

/**
 * The articles of the workspace that mention an entity by one of its forms, and all its mentions there. Those that are
 * not open are read from their files, and only where a form stands in their text they are analysed. What cannot be read
 * mentions nothing.
 */
export async function* mentioning(
  host: AcrossHost,
  { label, forms }: Sought,
  run: Run,
  without: string | null = null,
): AsyncGenerator<MentioningArticle> {
  const patterns = forms
    .map((form) => patternOf(form, { matchCase: true, matchMarks: false }))
    .filter((pattern) => pattern !== null);
  const all = await host.workspace();
  const reading = host.reading();
  for (const [n, uri] of all.entries()) {
    if (run.cancelled()) return;
    run.progress(n, all.length);
    if (uri === without) continue;
    const may = (text: string): boolean =>
      thoseIn(text, patterns).some((pattern) => occurrencesOf(text, pattern).length > 0);
    const shown = await shownArticle(host, reading, uri, may);
    const mentions = shown ? mentionsIn(shown, patterns, label) : [];
    if (shown && mentions.length > 0) yield { ...shown, mentions };
    await host.pause();
  }
}

/** The mentions that have a form, and the others of their entities in the article. */
function mentionsIn(
  { document, view }: ShownArticle,
  patterns: readonly Pattern[],
  label: string,
): readonly PublishedAnnotation[] {
  const text = document.getText();
  const shown = view.items.filter(({ published }) => isShown(published) && published.label === label);
  const placed = shown.map(
    ({ span, published: { id, status, text: words, by, touched } }): PlacedEntity => ({
      ...span,
      id,
      label,
      status,
      text: words,
      by,
      touched,
    }),
  );
  const own = thoseIn(text, patterns);
  const ids = new Set(
    own.flatMap((pattern) => mentionsAt(occurrencesOf(text, pattern), placed)).map(({ on }) => on?.id),
  );
  const found = shown.map(({ published }) => published);
  const entities = new Set(found.filter(({ id }) => ids.has(id)).map(({ entity }) => entity?.id));
  return found.filter(({ entity }) => entities.has(entity?.id));
}

import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { identitiesAt, type Sought, soughtFrom } from "./acrossArticles.ts";
import { CorrectionError } from "./annotations/correction.ts";
import type { Seen } from "./articlesHost.ts";
import { checked } from "./correctionSchema.ts";
import { identitiesOf } from "./detect/resolve/identity.ts";
import { soughtName } from "./detect/resolve/nameForms.ts";
import { noNames } from "./detect/resolve/nameIndex.ts";
import { mentionsOf } from "./features/highlights.ts";
import { type KnownEntity, NO_NAMES } from "./knownEntities.ts";
import { entityLabels, goingAlong, type PublishedAnnotation } from "./protocol.ts";
import { withArticle } from "./text/arabic.ts";
import { type Assignment, assign, contradictions, type GazetteerLines } from "./workspace/gazetteerLines.ts";
import type { WorkspaceEntities, WorkspaceEntitiesHost } from "./workspaceEntities.ts";

// What a project calls its entities: lines of its gazetteers. The text of articles is never changed.

/** An entity that a command or request names. */
export interface NamedEntity {
  readonly uri: string;
  readonly sought: Sought;
  /** The forms that articles have, and the one that it was named by. */
  readonly own: readonly string[];
  /** What the index has of it; undefined where it has nothing. */
  readonly known: KnownEntity | undefined;
}

/** How an entity is named in arguments: `EntityRef` of the protocol. */
export const refSchema = z.looseObject({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).min(1).optional(),
  label: z.string().optional(),
  form: z.string().optional(),
});

type Host = Pick<WorkspaceEntitiesHost, "articles" | "listed">;

/** @throws CorrectionError where there is no such entity, or the text has changed since */
export async function namedEntity(
  host: Host,
  all: () => Promise<WorkspaceEntities>,
  argument: unknown,
  request: string,
): Promise<NamedEntity> {
  const { uri, version, ids, label, form } = checked(refSchema, argument, request);
  if (ids === undefined) {
    if (label === undefined || form === undefined || form.trim() === "")
      throw new CorrectionError(l10n.t("{0}: name the entity by “ids”, or by “label” and “form”.", request));
    return knownAs(host, await all(), uri, label, form, [form]);
  }
  const seen = await host.articles.seen(uri);
  if (seen && version !== undefined && version !== seen.article.document.version)
    throw new CorrectionError(l10n.t("The text has changed since; look again and repeat the command."));
  const one = seen?.view.items.find(({ published: { id } }) => id === ids[0])?.published;
  if (!seen || one?.kind !== "entity")
    throw new CorrectionError(l10n.t("There is no name here; choose an entity."));
  return publishedEntity(host, await all(), seen, one);
}

/** The entity of a mention, with the words of all its mentions: the name of the project need not be among them. */
export const publishedEntity = (
  host: Host,
  all: WorkspaceEntities,
  { article, view }: Pick<Seen, "article" | "view">,
  one: PublishedAnnotation,
): NamedEntity => {
  const forms = [one.text, ...mentionsOf(view, one).map(({ text }) => text)];
  return knownAs(host, all, article.uri, one.label ?? "", one.entity?.name ?? one.text, forms);
};

function knownAs(
  host: Host,
  { entities }: WorkspaceEntities,
  uri: string,
  label: string,
  name: string,
  forms: readonly string[],
): NamedEntity {
  const identities = identitiesAt(host, uri);
  const { key } = soughtFrom(identities, label, name, forms);
  const known = entities.find((one) => one.label === label && one.key === key);
  const own = [...new Set([...forms, ...(known?.forms ?? [])].map(plain))];
  return { uri, sought: soughtFrom(identities, label, plain(name), own), own, known };
}

/** A name on one line, without the clitic that hides its article. */
const plain = (form: string): string => withArticle(form.replace(/\s+/g, " ").trim());

/** What is done to a gazetteer's lines. */
export type LinesEdit = (lines: GazetteerLines) => void;

/** Gives an entity another name. @throws CorrectionError where it cannot have that name */
export function renamed(
  host: Host,
  { entities }: WorkspaceEntities,
  { uri, sought }: NamedEntity,
  name: string,
): LinesEdit {
  const wanted = plain(name);
  if (!soughtName(wanted) || wanted.length > LONGEST)
    throw new CorrectionError(
      l10n.t("“{0}” is no name; it needs a letter, and has at most {1} letters.", wanted, LONGEST),
    );
  const other = identitiesAt(host, uri).of(sought.label, wanted);
  const isKnown = entities.some(({ label, key }) => label === sought.label && key === other.key);
  if (other.key !== sought.key && (isKnown || !other.key.startsWith("words ")))
    throw new CorrectionError(l10n.t("“{0}” is the name of another entity; merge the two instead.", wanted));
  return assigning([{ label: sought.label, forms: listable(sought), name: wanted }]);
}

/** Makes an entity one with another of its label, whose name both have then. @throws CorrectionError where it is that one */
export function merged(one: NamedEntity, into: NamedEntity): LinesEdit {
  const [a, b] = [one.sought, into.sought];
  if (a.key === b.key)
    throw new CorrectionError(l10n.t("“{0}” and “{1}” are one entity already.", a.name, b.name));
  return assigning([{ label: a.label, forms: [...listable(b), ...listable(a)], name: b.name }]);
}

/** The forms of an entity, those together that Dateline's own lists have as names of one thing, whatever the project says. */
export function variantsOf({ sought, own }: NamedEntity): readonly (readonly string[])[] {
  const listed = identitiesOf(noNames);
  const groups = new Map<string, string[]>();
  for (const form of formsOf({ sought, own })) {
    const { key } = listed.of(sought.label, form);
    const group = groups.get(key);
    if (group) group.push(form);
    else groups.set(key, [form]);
  }
  return [...groups.values()];
}

/** All forms of an entity, its name first. */
export const formsOf = ({ sought, own }: Pick<NamedEntity, "sought" | "own">): readonly string[] => [
  ...new Set([sought.name, ...own, ...sought.forms]),
];

/**
 * Makes one form of an entity an entity of its own, with those that go `along` with it; where nothing is said of that, its
 * variants do, unless it has no other forms than them.
 * @throws CorrectionError where it has no such form, or no other
 */
export function split(entity: NamedEntity, part: string, along?: readonly string[]): LinesEdit {
  const { sought } = entity;
  const { label } = sought;
  const wordsOf = (form: string): string | undefined => soughtName(plain(form))?.words;
  const known = new Set(formsOf(entity).map(wordsOf));
  const stranger = [part, ...(along ?? [])].find((form) => !known.has(wordsOf(form)));
  if (stranger !== undefined)
    throw new CorrectionError(
      l10n.t("“{0}” is no form of “{1}”; choose one of its forms.", stranger, sought.name),
    );
  const kin = () => goingAlong(variantsOf(entity), (form) => wordsOf(form) === wordsOf(part));
  const leaving = new Set([part, ...(along ?? kin())].map(wordsOf));
  const isLeaving = (form: string): boolean => leaving.has(wordsOf(form));
  const forms = listable(sought);
  const others = forms.filter((form) => !isLeaving(form));
  const rest = isLeaving(sought.name) ? others[0] : sought.name;
  if (rest === undefined)
    throw new CorrectionError(
      l10n.t("“{0}” has no other form that it could be told apart from.", sought.name),
    );
  const gone = forms.filter((form) => isLeaving(form) && wordsOf(form) !== wordsOf(part));
  return assigning([
    { label, forms: others, name: rest },
    { label, forms: [plain(part), ...gone], name: plain(part) },
  ]);
}

/** The longest name in full, in UTF-16 code units. */
const LONGEST = 200;

/** The forms that go into a gazetteer. @throws CorrectionError where the label has none there */
function listable({ label, forms, inferred, name }: Sought): string[] {
  if (NO_NAMES.has(label) || !entityLabels.some((own) => own === label))
    throw new CorrectionError(
      l10n.t(
        "The project's names have no {0}; there are {1}.",
        label,
        entityLabels.filter((own) => !NO_NAMES.has(own)).join(", "),
      ),
    );
  const found = forms.filter(
    (form) => !inferred.has(form) && !/[|\t]/.test(form) && soughtName(form) !== null,
  );
  if (found.length === 0)
    throw new CorrectionError(
      l10n.t("“{0}” has no form that the project's names could have; write it there by hand.", name),
    );
  return found;
}

/** @throws CorrectionError while it runs, where a line says something else of a form */
const assigning =
  (assignments: readonly Assignment[]): LinesEdit =>
  (lines) => {
    for (const assignment of assignments) {
      const [against] = contradictions(lines, assignment);
      if (against)
        throw new CorrectionError(
          l10n.t(
            "“{0}” is {1} by line {2} of {3}; take it out there first.",
            against.form,
            against.label === "-" ? l10n.t("never suggested") : against.label,
            against.line,
            against.path,
          ),
        );
      assign(lines, assignment);
    }
  };

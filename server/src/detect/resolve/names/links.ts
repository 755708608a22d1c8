import { organisationHead } from "../../lexicon/arabic.ts";
import { beginsOrganisation, endsOrganisation } from "../../lexicon/english.ts";
import { initialsOf, isSmall } from "./acronyms.ts";
import type { Clusters } from "./clusters.ts";
import type { NameForm } from "./form.ts";
import type { NameNode, Names } from "./nodes.ts";
import { isFull } from "./persons.ts";
import { consonantsOf } from "./spelling.ts";

const SEVERAL = -1;

/** The forms of one entry of the project's gazetteer are one person; others of one entry are one node already. */
export function joinForms(nodes: readonly NameNode[], { join }: Clusters): void {
  const first = new Map<string, number>();
  for (const [n, { label, form }] of nodes.entries()) {
    if (label !== "PERSON" || !form?.key) continue;
    join(first.get(form.key) ?? n, n);
    if (!first.has(form.key)) first.set(form.key, n);
  }
}

/**
 * `the Azmar group` is `Azmar` where that stands too, `a Zendari fighter` one of the `Zendaris`, and `the Health Ministry`
 * the `Ministry of Health`.
 */
export function joinTypes(nodes: readonly NameNode[], { join }: Clusters): void {
  const byWords = new Map<string, number>();
  const organisations = [...nodes.entries()].filter(
    ([, { label, form }]) => label === "ORG" && form !== null,
  );
  for (const [n, { form }] of organisations) {
    const words = form?.name ?? "";
    if (!byWords.has(words)) byWords.set(words, n);
  }
  for (const [n, { form }] of organisations) {
    if (!form || form.acronym !== null) continue;
    const { name: words, coreName: core } = form;
    const people = form.words.length === 1 && words.length > 4 ? `${words}s` : words;
    const [head, of, ...rest] = form.words;
    const turned = of === "of" && rest.length > 0 ? [...rest, head].join(" ") : words;
    for (const other of [core, people, turned]) {
      const known = other === words ? undefined : byWords.get(other);
      if (known !== undefined) join(known, n);
    }
  }
}

/**
 * Letters in capitals are the name with those initials (`SOHR`), where one name of the article alone has them. Letters in
 * our lists that the article's own name is not in are left to what the text says of them in brackets.
 */
export function joinAcronyms(nodes: readonly NameNode[], { join, find }: Clusters): void {
  const byInitials = new Map<string, number>();
  for (const [n, { label, form }] of nodes.entries()) {
    if (form?.script !== "latin" || form.plain.length < 2 || (label !== "ORG" && label !== "LOC")) continue;
    for (const initials of initialsOf(form.plain, form.hasArticle)) {
      const known = byInitials.get(initials);
      byInitials.set(initials, known === undefined || find(known) === find(n) ? (known ?? n) : SEVERAL);
    }
  }
  for (const [n, { label, form }] of nodes.entries()) {
    if (!form || form.acronym === null || form.acronym.length < 3 || label === "NORP") continue;
    const full = byInitials.get(form.acronym) ?? SEVERAL;
    const other = nodes[full]?.form;
    if (other && (form.key === null || other.key === form.key)) join(full, n);
  }
}

/** Organisations that a word of their kind alone does not tell: every state has one. */
const PLAIN_HEADS = new Set([
  "army",
  "police",
  "force",
  "forces",
  "court",
  "parliament",
  "senate",
  "جيش",
  "محكمه",
]);

/**
 * For each mention its node, or that of the organisation named in full before it of which it is a part: `the
 * Observatory`, `Syrian Observatory` behind `Syrian Observatory for Human Rights`. A name in our lists is never a part:
 * Islamic State is not its province.
 */
export function partsOf({ forms, mentions, nodeOf, nodes }: Names): number[] {
  const last = new Map<string, number>();
  return nodeOf.map((node, n) => {
    const form = nodes[node]?.form;
    const own = forms[n];
    if (!form || !own || mentions[n]?.label !== "ORG" || own.acronym !== null) return node;
    if (form.key === null) {
      const whole = last.get(own.name);
      if (whole !== undefined) return whole;
    }
    for (const part of partsOfName(own)) last.set(part, node);
    return node;
  });
}

/** The parts of an organisation's name that can stand for it. */
function partsOfName({ script, words, plain }: NameForm): string[] {
  if (words.length < 2) return [];
  const found: string[] = [];
  if (script === "arabic") {
    const [head = ""] = plain;
    if (organisationHead(head) !== undefined && !PLAIN_HEADS.has(head)) found.push(words[0] ?? "");
    const purpose = plain.findIndex((word, n) => n > 1 && /^ل...../.test(word));
    if (purpose > 0) found.push(words.slice(0, purpose).join(" "));
    return found;
  }
  const small = plain.findIndex((word, n) => n > 0 && isSmall(word));
  const to = small > 0 ? small : plain.length;
  const head = plain[to - 1] ?? "";
  const isHead = small > 0 && to === 1 ? beginsOrganisation(head) : endsOrganisation(head);
  if (small > 1 && /^(?:for|of|against)$/.test(plain[small] ?? ""))
    found.push(words.slice(0, small).join(" "));
  if (isHead && !PLAIN_HEADS.has(head)) found.push(words[to - 1] ?? "");
  return found;
}

/** A name and its transliteration, where the article has both. */
export function joinScripts(nodes: readonly NameNode[], { join }: Clusters): void {
  const arabic = new Map<string, number>();
  const idOf = ({ label, form, units }: NameNode): string | null => {
    if (!form || label === "NORP" || form.acronym !== null) return null;
    if (label === "PERSON" && !isFull(units)) return null;
    const sounds = form.plain.map(consonantsOf).filter((sound) => sound !== "");
    return sounds.join("").length < 3 ? null : `${label} ${sounds.join(" ")}`;
  };
  for (const [n, node] of nodes.entries()) {
    const id = node.form?.script === "arabic" ? idOf(node) : null;
    if (id !== null && !arabic.has(id)) arabic.set(id, n);
  }
  if (arabic.size === 0) return;
  for (const [n, node] of nodes.entries()) {
    const id = node.form?.script === "latin" ? idOf(node) : null;
    const other = id === null ? undefined : arabic.get(id);
    if (other !== undefined) join(other, n);
  }
}

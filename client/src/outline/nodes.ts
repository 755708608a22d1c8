import type { PublishedAnnotation, PublishParams } from "../../../server/src/protocol.ts";

/** A node of the tree of annotations. */
export type Node =
  | { readonly type: "tally"; readonly id: string; readonly uri: string; readonly children: readonly Node[] }
  | {
      readonly type: "total";
      readonly id: string;
      readonly uri: string;
      readonly name: string;
      readonly total: string;
      readonly note: string | null;
    }
  | {
      readonly type: "group";
      readonly id: string;
      readonly uri: string;
      readonly group: Group;
      readonly children: readonly Node[];
    }
  | {
      readonly type: "entity";
      readonly id: string;
      readonly uri: string;
      readonly name: string;
      readonly label: string;
      readonly children: readonly Leaf[];
    }
  | Leaf;

/** One annotation in the tree. */
export interface Leaf {
  readonly type: "annotation";
  readonly id: string;
  readonly uri: string;
  readonly annotation: PublishedAnnotation;
}

/** What a group holds: figures, one label's entities, or what is not in the text. */
export type Group =
  | { readonly kind: "figures" | "orphans" | "rejected" }
  | { readonly kind: "label"; readonly label: string };

/** The tree for one article: the tally, figures, entities by label with their mentions, orphans, and the rejected. */
export function nodesOf({ uri, annotations, totals }: PublishParams, labels: readonly string[]): Node[] {
  const leaf = (annotation: PublishedAnnotation): Leaf => ({
    type: "annotation",
    id: `a:${annotation.id}`,
    uri,
    annotation,
  });
  const roots: Node[] = [];
  if (totals.length > 0) {
    const children = totals.map((line, n): Node => ({ type: "total", id: `t:${n}`, uri, ...line }));
    roots.push({ type: "tally", id: "tally", uri, children });
  }
  const standing = annotations.filter(({ status }) => status !== "rejected" && status !== "orphaned");
  const group = (of: Group, children: readonly Node[]): void => {
    if (children.length === 0) return;
    const id = of.kind === "label" ? `l:${of.label}` : of.kind;
    roots.push({ type: "group", id, uri, group: of, children });
  };
  group({ kind: "figures" }, standing.filter(({ kind }) => kind === "figure").map(leaf));
  const used = [
    ...new Set([...labels, ...standing.map(({ label }) => label).filter((label) => label !== null)]),
  ];
  for (const label of used) {
    group(
      { kind: "label", label },
      entities(
        standing.filter((annotation) => annotation.label === label),
        label,
        uri,
        leaf,
      ),
    );
  }
  group({ kind: "orphans" }, annotations.filter(({ status }) => status === "orphaned").map(leaf));
  group({ kind: "rejected" }, annotations.filter(({ status }) => status === "rejected").map(leaf));
  return roots;
}

/** Mentions by entity, in order of first mention; an entity of one mention is that mention. */
function entities(
  mentions: readonly PublishedAnnotation[],
  label: string,
  uri: string,
  leaf: (annotation: PublishedAnnotation) => Leaf,
): Node[] {
  const byEntity = new Map<string, PublishedAnnotation[]>();
  for (const mention of mentions) {
    const id = mention.entity?.id ?? mention.text;
    const own = byEntity.get(id);
    if (own) own.push(mention);
    else byEntity.set(id, [mention]);
  }
  return [...byEntity].map(([id, own]): Node => {
    const [first] = own;
    if (own.length === 1 && first) return leaf(first);
    return {
      type: "entity",
      id: `n:${label}:${id}`,
      uri,
      name: first?.entity?.name ?? "",
      label,
      children: own.map(leaf),
    };
  });
}

export const childrenOf = (node: Node): readonly Node[] => ("children" in node ? node.children : []);

/** All annotations at and under nodes, each once. */
export function annotationsUnder(nodes: readonly Node[]): PublishedAnnotation[] {
  const found = new Map<string, PublishedAnnotation>();
  const visit = (node: Node): void => {
    if (node.type === "annotation") found.set(node.annotation.id, node.annotation);
    else for (const child of childrenOf(node)) visit(child);
  };
  for (const node of nodes) visit(node);
  return [...found.values()];
}

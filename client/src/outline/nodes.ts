import type {
  HeadLine,
  PublishedAnnotation,
  PublishParams,
  TallyLine,
} from "../../../server/src/protocol.ts";

/** What every node of the tree has. */
interface Place {
  readonly id: string;
  readonly uri: string;
  /** The version of the text that the tree shows: ids of suggestions hold for it alone. */
  readonly version: number;
}

/** A node of the tree of annotations. */
export type Node =
  | (Place & { readonly type: "article"; readonly children: readonly Node[] })
  | (Place & { readonly type: "head"; readonly line: HeadLine })
  | (Place & { readonly type: "tally"; readonly codebook: string; readonly children: readonly Node[] })
  | (Place & {
      readonly type: "total";
      readonly name: string;
      readonly total: string;
      readonly note: string | null;
      readonly harm: TallyLine["harm"];
      readonly byHand: TallyLine["byHand"];
      /** The figures that it rests on; they stand in their own group too. */
      readonly children: readonly Leaf[];
    })
  | (Place & { readonly type: "group"; readonly group: Group; readonly children: readonly Node[] })
  | (Place & {
      readonly type: "entity";
      readonly name: string;
      readonly label: string;
      readonly children: readonly Leaf[];
    })
  | Leaf;

/** One annotation in the tree. */
export interface Leaf extends Place {
  readonly type: "annotation";
  readonly annotation: PublishedAnnotation;
  /** What its entity is called, where that is not its words and no row above it says so. */
  readonly name?: string;
}

/** What a group holds: figures, one label's entities, or what is not in the text. */
export type Group =
  | { readonly kind: "figures" | "orphans" | "rejected" }
  | { readonly kind: "label"; readonly label: string };

/** The tree for one article: what it says of itself, the tally, figures, entities by label with their mentions, orphans, and the rejected. */
export function nodesOf(
  { uri, version, head, annotations, totals, codebook }: PublishParams,
  labels: readonly string[],
): Node[] {
  const place = (id: string): Place => ({ id, uri, version });
  const used = new Map<string, number>();
  const leaf = (annotation: PublishedAnnotation): Leaf => {
    // By what it is and where it stands, not by its own id: a suggestion gets another one when it is accepted, and the
    // row must stay the one that is selected.
    const { kind, label, figure, status, range } = annotation;
    const gone = status === "rejected" || status === "orphaned" ? `${status} ` : "";
    const { start, end } = range;
    const key = `a:${gone}${kind === "figure" ? figure?.harm : label} ${start.line}:${start.character}-${end.line}:${end.character}`;
    const same = used.get(key) ?? 0;
    used.set(key, same + 1);
    return { ...place(same > 0 ? `${key} ${same}` : key), type: "annotation", annotation };
  };
  const roots: Node[] = [];
  // A language alone says nothing that the text does not show.
  if (head.length > 1) {
    const children = head.map((line, n): Node => ({ ...place(`h:${line.kind}:${n}`), type: "head", line }));
    roots.push({ ...place("article"), type: "article", children });
  }
  if (totals.length > 0) {
    const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    const children = totals.map(({ figures, ...line }, n): Node => {
      const id = `t:${n}`;
      const own = figures.map((figure) => byId.get(figure)).filter((figure) => figure !== undefined);
      return {
        ...place(id),
        type: "total",
        ...line,
        children: own.map((annotation, m) => ({ ...place(`${id}:${m}`), type: "annotation", annotation })),
      };
    });
    roots.push({ ...place("tally"), type: "tally", codebook, children });
  }
  const standing = annotations.filter(({ status }) => status !== "rejected" && status !== "orphaned");
  const group = (of: Group, children: readonly Node[]): void => {
    if (children.length === 0) return;
    const id = of.kind === "label" ? `l:${of.label}` : of.kind;
    roots.push({ ...place(id), type: "group", group: of, children });
  };
  group({ kind: "figures" }, standing.filter(({ kind }) => kind === "figure").map(leaf));
  const shown = [
    ...new Set([...labels, ...standing.map(({ label }) => label).filter((label) => label !== null)]),
  ];
  for (const label of shown) {
    const mentions = standing.filter((annotation) => annotation.label === label);
    const children = [...byEntity(mentions)].map(([id, own]): Node => {
      const [first] = own;
      // An entity of one mention is that mention, by the name that a project may have given the entity.
      if (own.length === 1 && first) return { ...leaf(first), ...nameOf(first) };
      return {
        ...place(`n:${label}:${id}`),
        type: "entity",
        name: first?.entity?.name ?? "",
        label,
        children: own.map(leaf),
      };
    });
    group({ kind: "label", label }, children);
  }
  group({ kind: "orphans" }, annotations.filter(({ status }) => status === "orphaned").map(leaf));
  group({ kind: "rejected" }, annotations.filter(({ status }) => status === "rejected").map(leaf));
  return roots;
}

const nameOf = ({ entity, text }: PublishedAnnotation): Pick<Leaf, "name"> =>
  entity && entity.name !== text.replace(/\s+/g, " ") ? { name: entity.name } : {};

/** Mentions by entity, in order of first mention. */
function byEntity(mentions: readonly PublishedAnnotation[]): Map<string, PublishedAnnotation[]> {
  const found = new Map<string, PublishedAnnotation[]>();
  for (const mention of mentions) {
    const id = mention.entity?.id ?? mention.text;
    const own = found.get(id);
    if (own) own.push(mention);
    else found.set(id, [mention]);
  }
  return found;
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

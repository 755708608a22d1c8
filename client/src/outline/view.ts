import * as l10n from "@vscode/l10n";
import {
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
  workspace,
} from "vscode";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { type AnnotationStore, isVisible } from "../annotationStore.ts";
import { activeArticle } from "../articles.ts";
import { focusOf } from "../focus.ts";
import { onDidChangeProject, projectOf } from "../projects.ts";
import { meant } from "../ranges.ts";
import { treeView } from "../treeViews.ts";
import { itemOf } from "./items.ts";
import { childrenOf, type Node, nodesOf } from "./nodes.ts";

/** A row that is in no tree. */
const NOWHERE: Node = { type: "article", id: "nowhere", uri: "", version: 0, children: [] };

/**
 * The tree "Annotations" of the active article, which follows the cursor. It stays when an editor that shows no article
 * comes to the front, until its article is closed.
 */
export class OutlineView implements TreeDataProvider<Node>, Disposable {
  readonly #store: AnnotationStore;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<Node>;
  readonly #subscriptions: Disposable[];
  /** The article that is shown. */
  #uri: string | undefined;
  #roots: Node[] = [];
  #nodes = new Map<string, Node>();
  #parents = new Map<string, Node>();
  #leaves = new Map<string, Node>();

  constructor(store: AnnotationStore) {
    this.#store = store;
    this.#view = treeView("dateline.annotations", l10n.t("Annotations"), this);
    this.#subscriptions = [
      this.#view,
      this.#changed,
      store.onDidChange((uri) => {
        if (uri === this.#uri || this.#uri === undefined) this.#refresh();
      }),
      window.onDidChangeActiveTextEditor(() => this.#refresh()),
      onDidChangeProject(() => this.#refresh()),
      window.onDidChangeTextEditorSelection(() => void this.#follow()),
    ];
    this.#refresh();
  }

  /** The nodes at the top, for tests. */
  get roots(): readonly Node[] {
    return this.#roots;
  }

  /**
   * Resolved when the window shows the rows of the newest tree. Until then VS Code does not know all of the rows that are
   * selected, for it forgets them while it reads the tree again.
   */
  async whenShown(): Promise<void> {
    // What tells of that is revealing, which waits for it; a row that is not there is refused then.
    await this.#view.reveal(NOWHERE, { select: false }).then(undefined, () => undefined);
  }

  /** What is selected in the tree, once it is shown. */
  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  /** The article that is shown, while it is open. */
  get article(): TextDocument | undefined {
    return workspace.textDocuments.find((document) => document.uri.toString() === this.#uri);
  }

  /**
   * Where the tree goes on when rows are gone after a correction: to the row below the last of them in its group, else
   * the one above, else the group. To be asked before the correction and called after it, so that a list can be gone
   * down by keyboard.
   */
  after(nodes: readonly Node[]): () => Promise<void> {
    const gone = new Set(nodes.map(({ id }) => id));
    const last = nodes.at(-1);
    if (!last) return () => Promise.resolve();
    const parent = this.#parents.get(last.id);
    const siblings = parent ? childrenOf(parent) : this.#roots;
    const at = siblings.findIndex(({ id }) => id === last.id);
    const others = [...siblings.slice(at + 1), ...siblings.slice(0, Math.max(at, 0)).reverse()];
    const candidates = [...others.filter(({ id }) => !gone.has(id)), ...(parent ? [parent] : [])];
    return async () => {
      // A row that is still there is still selected; who is quick may have gone on from it by now.
      if (this.#nodes.has(last.id)) return;
      const next = candidates.map(({ id }) => this.#nodes.get(id)).find((node) => node !== undefined);
      if (!next) return;
      // A node that a newer tree no longer has is nothing to tell the user of.
      await this.#view.reveal(next, { select: true, focus: true }).then(undefined, () => undefined);
    };
  }

  getTreeItem(node: Node): TreeItem {
    if (node === NOWHERE) throw new Error("This row is in no tree.");
    const item = itemOf(node);
    item.id = `${node.uri} ${node.id}`;
    return item;
  }

  getChildren(node?: Node): Node[] {
    return node ? [...childrenOf(node)] : this.#roots;
  }

  getParent(node: Node): Node | undefined {
    return this.#parents.get(node.id);
  }

  #refresh(): void {
    const article = activeArticle() ?? this.article;
    const published = article ? this.#store.of(article) : undefined;
    // While the present text is being read, the tree of the last one stays.
    if (article && !published && this.#store.last(article.uri) && this.#uri === article.uri.toString())
      return;
    this.#uri = article?.uri.toString();
    const labels = article ? projectOf(article.uri).labels.map(({ name }) => name) : [];
    this.#roots = published ? nodesOf(published, labels) : [];
    this.#nodes = new Map();
    this.#parents = new Map();
    this.#leaves = new Map();
    const visit = (node: Node): void => {
      this.#nodes.set(node.id, node);
      if (node.type === "annotation") this.#leaves.set(node.annotation.id, node);
      for (const child of childrenOf(node)) {
        this.#parents.set(child.id, node);
        visit(child);
      }
    };
    for (const root of this.#roots) visit(root);
    this.#say(published);
    this.#changed.fire(undefined);
  }

  /** Above the tree: what keeps the article from being annotated; behind its name: what is left to review. */
  #say(published: PublishParams | undefined): void {
    const problem = published?.problems[0]?.message;
    this.#view.message =
      problem ??
      (published?.annotations.length === 0
        ? l10n.t("Nothing was found in this article. Select words and press Alt+L to annotate them.")
        : "");
    const open = published?.annotations.filter(({ status }) => status === "suggested").length ?? 0;
    this.#view.description =
      published && published.annotations.length > 0
        ? open > 0
          ? l10n.t("{0} to review", open)
          : l10n.t("all reviewed")
        : "";
  }

  /** Selects in the tree what the cursor stands on, where the tree can be seen. */
  async #follow(): Promise<void> {
    if (!this.#view.visible) return;
    // Selecting a row that is selected already would let go of those that are selected with it.
    await this.whenShown();
    const editor = window.activeTextEditor;
    if (!editor || editor.document.uri.toString() !== this.#uri) return;
    const published = this.#store.of(editor.document);
    const [annotation] = meant(published?.annotations ?? [], focusOf(editor)).filter(isVisible);
    const node = annotation && this.#leaves.get(annotation.id);
    if (!node || this.#view.selection.includes(node)) return;
    // A node that a newer tree no longer has is nothing to tell the user of.
    this.#view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

import * as l10n from "@vscode/l10n";
import {
  commands,
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  workspace,
} from "vscode";
import { type ArticleRow, isolated, type StatusResult } from "../../../server/src/protocol.ts";
import { articleCount, number } from "../counts.ts";
import { stepDone } from "../steps/progress.ts";
import { treeView } from "../treeViews.ts";
import type { DatasetModel } from "./model.ts";
import { itemOf } from "./nodes.ts";
import { type DatasetNode, FEW, RANGE, rangesOf } from "./ranges.ts";

/** How long changes are gathered before the list is drawn anew, in ms. */
const WAIT = 250;

/**
 * The list "Articles": groups and pages of rows, which are asked for when they are opened. Nothing is asked for while it
 * cannot be seen.
 */
export class DatasetView implements TreeDataProvider<DatasetNode>, Disposable {
  readonly #model: DatasetModel;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<DatasetNode>;
  readonly #subscriptions: Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #isSeen = false;
  /** Context keys as they were set last. */
  readonly #keys = new Map<string, boolean | string>();

  constructor(model: DatasetModel) {
    this.#model = model;
    this.#view = treeView("dateline.articles", l10n.t("Articles"), this);
    this.#subscriptions = [
      this.#view,
      this.#changed,
      model.onDidChangeList(() => this.#plan()),
      this.#view.onDidChangeVisibility(() => {
        if (this.#stale) this.#plan();
        this.#seen();
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.#plan()),
    ];
    this.#setKeys(undefined);
  }

  /** The articles that are selected in the list. */
  get selection(): readonly ArticleRow[] {
    return this.#view.selection.flatMap((node) => (node.type === "row" ? [node.row] : []));
  }

  /** What stands above the list and behind its name, for tests. */
  get said(): { readonly message: string; readonly description: string; readonly badge: number } {
    const { message, description, badge } = this.#view;
    return { message: message ?? "", description: description ?? "", badge: badge?.value ?? 0 };
  }

  getTreeItem(node: DatasetNode): TreeItem {
    return itemOf(node);
  }

  async getChildren(node?: DatasetNode): Promise<DatasetNode[]> {
    if (node?.type === "row") return [];
    if (node?.type === "range") return this.#rows(node.within, node.from);
    if (node?.type === "articles")
      return node.row.articles > RANGE ? rangesOf(node.row) : this.#rows(node.row.key, 0);
    if ((workspace.workspaceFolders ?? []).length === 0) return [];
    const { group } = this.#model.settings;
    this.#seen();
    try {
      const status = await this.#model.status();
      this.#say(status);
      const [only] = status.groups;
      // One folder alone is no group.
      if (only && status.groups.length === 1 && group === "folder")
        return only.articles > RANGE ? rangesOf(only) : await this.#rows(only.key, 0);
      const open = status.matched <= FEW;
      return status.groups.map((row) => ({ type: "articles", group, row, open }));
    } catch (error) {
      // A server that did not start has said so; one that is going has nothing to say.
      this.#view.message = error instanceof Error ? error.message : String(error);
      return [];
    }
  }

  /** Once it has been in front; a busy editor asks for what stands in it and may tell of that later, or not at all. */
  #seen(): void {
    if (this.#isSeen || !this.#view.visible) return;
    this.#isSeen = true;
    stepDone("listed");
  }

  async #rows(within: string, offset: number): Promise<DatasetNode[]> {
    const { group } = this.#model.settings;
    const { rows } = await this.#model.status({ within, offset, limit: RANGE });
    return rows.map((row) => ({ type: "row", row, group }));
  }

  #plan(): void {
    this.#stale = true;
    if (!this.#view.visible || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#stale = false;
      this.#changed.fire(undefined);
    }, WAIT);
  }

  #say(status: StatusResult): void {
    const { problem, total, done, matched, attention, unseen, indexing } = status;
    const { query } = this.#model.settings;
    const isFiltered = query.trim() !== "";
    const lines = [
      indexing && indexing.done < indexing.of
        ? l10n.t("Reading articles: {0} of {1} …", number(indexing.done), number(indexing.of))
        : "",
      problem !== null ? l10n.t("The filter “{0}” is not used: {1}", isolated(query), problem.message) : "",
      problem === null && isFiltered ? `${isolated(query)}: ${articleCount(matched)}.` : "",
      problem === null && isFiltered && unseen > 0 && /[<>=]/.test(query)
        ? l10n.t("In {0} articles nobody has looked for suggestions.", number(unseen))
        : "",
    ];
    this.#view.message = lines.filter((line) => line !== "").join(" ");
    this.#view.description = total === 0 ? "" : l10n.t("{0} of {1} done", number(done), number(total));
    this.#view.badge =
      attention === 0
        ? undefined
        : {
            value: attention,
            tooltip:
              attention === 1
                ? l10n.t("1 article has a conflict or a problem")
                : l10n.t("{0} articles have conflicts or problems", number(attention)),
          };
    this.#setKeys(status);
  }

  /** What welcome texts and menus ask for. */
  #setKeys(status: StatusResult | undefined): void {
    const keys = {
      "dateline.articles.read": status !== undefined && status.indexing === null,
      "dateline.articles.filtered": this.#model.settings.query.trim() !== "",
      "dateline.articles.unseen": (status?.unseen ?? 0) > 0,
      "dateline.articles.group": this.#model.settings.group,
    };
    for (const [key, value] of Object.entries(keys)) {
      if (this.#keys.get(key) === value) continue;
      this.#keys.set(key, value);
      void commands.executeCommand("setContext", key, value);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

import { type TreeDataProvider, type TreeView, window } from "vscode";

/** A tree of which several rows can be selected, under its name. */
export function treeView<T>(id: string, title: string, treeDataProvider: TreeDataProvider<T>): TreeView<T> {
  const view = window.createTreeView(id, { treeDataProvider, canSelectMany: true, showCollapseAll: true });
  // Not every editor gives the view's name itself, once a description stands behind it.
  view.title = title;
  return view;
}

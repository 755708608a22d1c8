import type { Memento } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ArticleBadges } from "./badges.ts";
import { DatasetModel } from "./model.ts";
import { DatasetView } from "./view.ts";

/** All articles of the workspace: what is known of them, their list, and their badges. */
export interface Dataset {
  readonly model: DatasetModel;
  readonly view: DatasetView;
  readonly badges: ArticleBadges;
}

/** @param memory of the workspace: filter, order and groups are kept there */
export function createDataset(
  client: () => Promise<BaseLanguageClient>,
  isRunning: () => boolean,
  memory: Memento,
): Dataset {
  const model = new DatasetModel(client, memory);
  return { model, view: new DatasetView(model), badges: new ArticleBadges(model, isRunning) };
}

import * as l10n from "@vscode/l10n";
import type { ExtensionContext } from "vscode";
import { activeArticle } from "../articles.ts";
import { type CommandContext, documentOf, say } from "../commands/context.ts";
import type { Readers } from "./readers.ts";
import { saveAsHtml } from "./save.ts";

/** The commands of the reader, by name. */
export function readerCommands(
  { store, client }: Pick<CommandContext, "store" | "client">,
  { extension }: ExtensionContext,
  readers: Readers,
): Record<string, (...args: unknown[]) => unknown> {
  return {
    "dateline.reader.open": () => {
      readers.open();
    },
    "dateline.reader.lock": () => {
      if (readers.current) readers.current.toggleLock();
      else say(l10n.t("There is no reader; open one first."));
    },
    "dateline.reader.save": async (...args) => {
      const reader = readers.all.find(({ panel }) => panel.active);
      const article = documentOf(args) ?? reader?.article ?? activeArticle() ?? readers.current?.article;
      const published = article && store.of(article);
      if (!article || !published) return say(l10n.t("Open an article first."));
      return saveAsHtml(article, published, await client(), extension, args);
    },
  };
}

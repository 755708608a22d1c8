import type { Connection } from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import { type HurryParams, hurry } from "./protocol.ts";

/** Has an article read at once that somebody waits for; what fails in that is said where it is read. */
export function answerHurry(connection: Connection, articles: Pick<Articles, "seen">): void {
  connection.onNotification(hurry, async ({ uri }: HurryParams) => {
    await articles.seen(uri);
  });
}

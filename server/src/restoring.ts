import * as l10n from "@vscode/l10n";
import { type Change, CorrectionError } from "./annotations/correction.ts";
import { decisionsIn } from "./annotations/opinion.ts";
import { restored, restoredFor } from "./annotations/restore.ts";
import { parseSidecar, type Sidecar } from "./annotations/sidecar.ts";
import type { Articles, PlacedChange, Seen } from "./articlesHost.ts";
import type { Backups } from "./backups.ts";
import type { Git } from "./git.ts";
import { placedIn } from "./placed.ts";
import type * as protocol from "./protocol.ts";
import { readerOf } from "./settings.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import { sidecarOf } from "./workspace/fileSystem.ts";

export interface Restoring {
  versions(uri: string): Promise<protocol.VersionsResult>;
  text(uri: string, id: string): Promise<protocol.VersionTextResult>;
  /** @throws CorrectionError where there is no such version, or the article cannot be annotated */
  restore(params: protocol.RestoreParams): Promise<protocol.RestoreResult>;
  /**
   * Takes the last restoring in an article back, whatever has been corrected elsewhere in it since.
   * @throws CorrectionError where it is not the last one, or the same annotations were decided otherwise since
   */
  takeBack(uri: string, act: string): Promise<protocol.UndoResult>;
}

export interface RestoringHost {
  readonly articles: Pick<Articles, "seen" | "decide" | "setAside" | "takeBack">;
  readonly backups: Backups;
  readonly git: Git | null;
  /** Who annotates, where the settings do not say. */
  readonly annotator: () => string;
}

/** How many commits of a sidecar are offered. */
const COMMITS = 20;

/** Earlier versions of open articles' decisions. */
export function createRestoring({ articles, backups, git, annotator }: RestoringHost): Restoring {
  /** What the last restoring in each article has changed, by its URI. */
  const made = new Map<string, PlacedChange>();

  const textOf = async (uri: string, id: string): Promise<string | null> => {
    if (!id.startsWith("git:")) return backups.read(uri, id);
    const bytes = await git?.show(id.slice("git:".length), sidecarOf(uri));
    const version = bytes ? decodeArticle(bytes) : null;
    return version?.valid ? version.text : null;
  };

  const sidecarIn = async (uri: string, id: string): Promise<Sidecar | null> => {
    const text = await textOf(uri, id);
    return text === null ? null : parseSidecar(text).sidecar;
  };

  const seenAt = async (uri: string): Promise<Seen> => {
    const seen = await articles.seen(uri);
    if (!seen)
      throw new CorrectionError(l10n.t("This is no open article; open it to restore its annotations."));
    return seen;
  };

  return {
    async versions(uri) {
      const { article } = await seenAt(uri);
      const [kept, commits] = await Promise.all([
        backups.list(uri),
        git?.commits(sidecarOf(uri), COMMITS) ?? [],
      ]);
      const listed = [
        ...kept.map(({ id, at }) => ({ id, source: "backup" as const, at, by: null, subject: null })),
        ...commits.map(({ hash, at, by, subject }) => ({
          id: `git:${hash}`,
          source: "git" as const,
          at: new Date(at).toISOString().replace(".000Z", "Z"),
          by,
          subject,
        })),
      ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
      const found: protocol.SidecarVersion[] = [];
      for (const version of listed) {
        const sidecar = await sidecarIn(uri, version.id);
        if (!sidecar) continue;
        const then = await placedIn(sidecar, article.document.getText(), article.bom);
        const text = article.document.getText();
        const { name } = readerOf(article.settings, annotator());
        const { change, kept } = restoredFor(name, article.decided, then, text);
        found.push({ ...version, decisions: decisionsIn(then), ...countsOf(change), kept });
      }
      return { versions: found };
    },
    text: async (uri, id) => ({ text: await textOf(uri, id) }),
    async restore({ uri, id, all = false }) {
      await seenAt(uri);
      const sidecar = await sidecarIn(uri, id);
      if (!sidecar) throw new CorrectionError(l10n.t("This version is gone; choose another."));
      const aside = await articles.setAside(uri);
      const { article } = await seenAt(uri);
      const { version } = article.document;
      const then = await placedIn(sidecar, article.document.getText(), article.bom);
      let kept = 0;
      let act = "";
      const change = await articles.decide(uri, version, ({ decided }, { text, by, newId }) => {
        act = newId();
        if (all) return { ...restored(decided, then), act };
        const own = restoredFor(by, decided, then, text);
        kept = own.kept;
        return { ...own.change, act };
      });
      made.set(uri, change);
      return { ...countsOf(change), kept, act, aside };
    },
    async takeBack(uri, act) {
      const change = made.get(uri);
      if (change?.act !== act || !(await articles.takeBack(uri, change)))
        throw new CorrectionError(
          l10n.t("The same annotations have been decided otherwise since; take that back first (Alt+U)."),
        );
      return { done: true, ids: change.removed.map(({ id }) => id), lost: [] };
    },
  };
}

function countsOf({ removed, added }: Change): Pick<protocol.RestoreResult, "back" | "gone" | "changed"> {
  const gone = new Set(removed.map(({ id }) => id));
  const changed = added.filter(({ id }) => gone.has(id)).length;
  return { back: added.length - changed, gone: removed.length - changed, changed };
}

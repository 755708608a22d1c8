import * as l10n from "@vscode/l10n";
import { parseSide, sidesOf } from "../annotations/marks.ts";
import { serializeSidecar } from "../annotations/sidecar.ts";
import { decodeArticle } from "./articleText.ts";
import { type FileSystem, messageOf, nameOf, sidecarOf } from "./fileSystem.ts";
import { mergeSidecars } from "./mergeSidecars.ts";
import { versionOf } from "./sidecars.ts";

/**
 * Merges the sides of a sidecar in which git left its conflict marks, by id, and writes the result in its place.
 * @returns how many conflicts are left in it as decisions; or why it cannot be done, for the user: then it is as it was
 */
export async function resolveMarks(files: FileSystem, article: string): Promise<number | string> {
  const uri = sidecarOf(article);
  const name = nameOf(uri);
  try {
    return await files.exclusive(uri, async () => {
      const bytes = await files.read(uri);
      if (!bytes) return l10n.t("{0} is gone.", name);
      const { text, valid } = decodeArticle(bytes);
      if (!valid)
        return l10n.t("{0} is not UTF-8; restore both sides from git and run “dateline merge”.", name);
      const sides = sidesOf(text);
      if (!sides)
        return l10n.t(
          "{0} has no whole conflict marks of git; mend it by hand, or restore it from git.",
          name,
        );
      const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map((side) =>
        side === null ? null : parseSide(side),
      );
      if (!ours || !theirs || (sides.base !== null && !base))
        return l10n.t(
          "{0}: what git left of the sides is no sidecar; restore both from git and run “dateline merge”.",
          name,
        );
      const target = await versionOf(await files.read(article));
      const { sidecar, conflicts, others } = mergeSidecars(base ?? null, ours, theirs, target);
      await files.write(uri, new TextEncoder().encode(serializeSidecar(sidecar)));
      return conflicts.length + (others ? 1 : 0);
    });
  } catch (error) {
    return l10n.t("{0} cannot be resolved: {1}.", name, messageOf(error));
  }
}

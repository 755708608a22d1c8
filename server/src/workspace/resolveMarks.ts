import { parseSide, sidesOf } from "../annotations/marks.ts";
import { serializeSidecar } from "../annotations/sidecar.ts";
import { languageOf } from "../text/language.ts";
import { decodeArticle, sha256 } from "./articleText.ts";
import { type FileSystem, messageOf, nameOf, sidecarOf } from "./fileSystem.ts";
import { mergeSidecars } from "./mergeSidecars.ts";
import type { ArticleVersion } from "./sidecars.ts";

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
      if (!bytes) return `${name} is gone.`;
      const sides = sidesOf(decodeArticle(bytes).text);
      if (!sides)
        return `${name} has no whole conflict marks of git; mend it by hand, or restore it from git.`;
      const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map((side) =>
        side === null ? null : parseSide(side),
      );
      if (!ours || !theirs || (sides.base !== null && !base))
        return `${name}: what git left of the sides is no sidecar; restore both from git and run “dateline merge”.`;
      const target = await versionAt(files, article);
      const { sidecar, conflicts, others } = mergeSidecars(base ?? null, ours, theirs, target);
      await files.write(uri, new TextEncoder().encode(serializeSidecar(sidecar)));
      return conflicts.length + (others ? 1 : 0);
    });
  } catch (error) {
    return `${name} cannot be resolved: ${messageOf(error)}.`;
  }
}

async function versionAt(files: FileSystem, article: string): Promise<ArticleVersion | null> {
  const bytes = await files.read(article);
  if (!bytes) return null;
  const { text, valid } = decodeArticle(bytes);
  return valid ? { text, sha256: await sha256(bytes), language: languageOf(text) ?? "en" } : null;
}

import * as l10n from "@vscode/l10n";
import { parseSide, sidesOf } from "../annotations/marks.ts";
import { serializeSidecar } from "../annotations/sidecar.ts";
import type { FileSystem } from "./fileSystem.ts";
import { mendSidecar } from "./mendSidecar.ts";
import { mergeSidecars } from "./mergeSidecars.ts";
import { versionOf } from "./sidecars.ts";

const cannot = (name: string, why: string): string => l10n.t("{0} cannot be resolved: {1}.", name, why);

/**
 * Merges the sides of a sidecar in which git left its conflict marks, by id, and writes the result in its place.
 * @returns how many conflicts are left in it as decisions; or why it cannot be done, for the user: then it is as it was
 */
export const resolveMarks = (files: FileSystem, article: string): Promise<number | string> =>
  mendSidecar(files, article, cannot, async ({ text, valid }, name) => {
    if (!valid)
      return l10n.t("{0} is not UTF-8; restore both sides from git and run “dateline merge”.", name);
    const sides = sidesOf(text);
    if (!sides)
      return l10n.t("{0} has no whole conflict marks of git; mend it by hand, or restore it from git.", name);
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
    return { text: serializeSidecar(sidecar), count: conflicts.length + (others ? 1 : 0) };
  });

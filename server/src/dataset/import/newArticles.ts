import * as l10n from "@vscode/l10n";
import { isBinary } from "../../workspace/articleText.ts";
import { type FileSystem, inFolder, liesInside, sidecarOf } from "../../workspace/fileSystem.ts";
import type { ReadDocument } from "./document.ts";

/** The bytes of a name on a disk, with room for what stands beside the file. */
const NAME_BYTES = 200;

/** What no file of Windows may be called. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A path for the article of a document, with `/`: as the dataset calls it, without what would lead out of the folder,
 * hide the file or be no name on some disk; else made of the place in the dataset.
 */
export function articlePath({ name, place }: ReadDocument, count: number): string {
  const parts = (name ?? "")
    .split(/[/\\]+/)
    .map(safePart)
    .filter((part) => part !== "");
  const last = parts.pop() ?? `${safePart(stemOf(place.file))}-${place.line ?? count}`;
  const named = /\.(txt|article)$/i.test(last) ? last : `${last}.txt`;
  return [...parts, named].join("/");
}

/** The name of a file without its folders and its extension. */
export const stemOf = (file: string): string => (file.split("/").pop() ?? file).replace(/\.[^.]*$/, "");

function safePart(part: string): string {
  const plain = part
    .replace(/[\u0000-\u001f\u007f-\u009f<>:"|?*]/g, "_")
    .replace(/^\.+/, "")
    .replace(/^\s+|[\s.]+$/g, "");
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? "";
  let stem = plain.slice(0, plain.length - extension.length);
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  while (bytes(stem + extension) > NAME_BYTES) stem = [...stem].slice(0, -1).join("");
  return RESERVED.test(stem + extension) ? `_${stem}${extension}` : stem + extension;
}

/** Why a text can be no article; null where it can. */
export function textProblem(text: string): string | null {
  if (/\p{Surrogate}/u.test(text))
    return l10n.t("its text has half a character (a lone surrogate), which no file can hold");
  return isBinary(new TextEncoder().encode(text.slice(0, 8000)))
    ? l10n.t("its text has characters that no text has (NUL)")
    : null;
}

/**
 * Writes a text as a new article, in place of nothing that is there.
 * @returns its URI and path; or null where the path leads out of the folder, through a link
 */
export async function writeArticle(
  files: FileSystem,
  folder: string,
  path: string,
  text: string,
): Promise<{ readonly uri: string; readonly id: string } | null> {
  const [, stem = path, extension = ""] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? [];
  for (let n = 1; ; n++) {
    const id = n === 1 ? path : `${stem} (${n})${extension}`;
    const uri = inFolder(folder, id);
    if (!(await liesInside(files, folder, uri))) return null;
    if ((await files.stat(uri)) !== null || (await files.stat(sidecarOf(uri))) !== null) continue;
    await files.write(uri, new TextEncoder().encode(text));
    return { uri, id };
  }
}

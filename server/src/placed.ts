import type { Annotation } from "./annotations/annotation.ts";
import type { Sidecar } from "./annotations/sidecar.ts";
import { languageOf } from "./text/language.ts";
import { encodeArticle, sha256 } from "./workspace/articleText.ts";
import { placeAnnotations } from "./workspace/sidecars.ts";

/** The decisions of another version of a sidecar in an article's text as the editor has it, in UTF-16 code units. */
export async function placedIn(sidecar: Sidecar, text: string, bom: boolean): Promise<readonly Annotation[]> {
  const hash = await sha256(encodeArticle(text, bom));
  return placeAnnotations(sidecar, { text, sha256: hash, language: languageOf(text) ?? "en" });
}

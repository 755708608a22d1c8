import { fileURLToPath } from "node:url";
import { jsonLine } from "../../annotations/json.ts";
import { detect } from "../../detect/detect.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { decodeArticle, isBinary } from "../../workspace/articleText.ts";
import { detectTable } from "../detectTable.ts";
import { recordFor } from "../record.ts";
import { articleKey } from "./keys.ts";
import type { LastingWork } from "./work.ts";

export const detectFormats = ["table", "json", "jsonl"] as const;
export type DetectFormat = (typeof detectFormats)[number];

export interface DetectSetup {
  readonly format: DetectFormat;
  readonly published: string | null;
  /** In place of the projects'. */
  readonly codebook: Codebook | null;
}

/** What is printed of an article, or why nothing is. */
export type DetectAnswer = { readonly output: string } | { readonly problem: string };

/** Articles, by their URI, as `detect` prints them. */
export const detecting: LastingWork<DetectSetup, string, DetectAnswer> = {
  name: "detect",
  start:
    ({ format, published, codebook }, files) =>
    async ({ item: uri, told }) => {
      const bytes = await files.read(uri);
      if (!bytes) return { problem: "the file is gone; name it where it is now" };
      if (isBinary(bytes)) return { problem: "this is no text; name text files" };
      const { text, valid } = decodeArticle(bytes);
      if (!valid)
        return { problem: "this is not UTF-8, so that offsets in it would be wrong; save it as UTF-8" };
      const detections = detect(text, { published, ...told?.options, ...(codebook ? { codebook } : {}) });
      const name = fileURLToPath(uri);
      if (format === "table") return { output: detectTable(name, text, detections) };
      return { output: jsonLine({ id: name, ...recordFor(text, detections) }) };
    },
  key: (setup, { item, told }, files) => articleKey(item, setup, told, files),
};

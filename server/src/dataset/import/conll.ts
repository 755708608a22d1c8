import * as l10n from "@vscode/l10n";
import { decodeArticle } from "../../workspace/articleText.ts";
import type { Reason } from "../exporter.ts";
import { type Importer, type Place, type ReadItem, type ReadProblem, withExtension } from "./document.ts";
import { isTag, type TaggedToken, tagged } from "./tagged.ts";

const COMMENT: Reason = (count) =>
  count === 1 ? l10n.t("1 line that is a comment") : l10n.t("{0} lines that are comments", count);

/**
 * CoNLL: a token a line, its form first and its tag last, with any number of columns between, parted by spaces or tabs;
 * a blank line behind a sentence, `-DOCSTART-` before a document. Tags may be IOB1, IOB2, BIOES or BILUO. A file
 * without `-DOCSTART-` is one document.
 */
const named = (name: string): Importer => ({
  name,
  about: "token columns, the tag last: IOB1, IOB2, BIOES, BILUO; entities alone",
  files: withExtension(".conll", ".conll03", ".bio", ".iob", ".iob2", ".bioes"),
  async *read(file) {
    const { text, valid } = decodeArticle(await file.read());
    const place: Place = { file: file.name, line: null, id: null };
    if (!valid) yield { kind: "problem", place, message: l10n.t("this is not UTF-8; save it as UTF-8") };
    else yield* documents(file.name, text);
  },
});

export const conll: Importer = named("conll");
export const conllBioes: Importer = named("conll-bioes");

function* documents(file: string, text: string): Generator<ReadItem> {
  let open: { line: number; name: string | null; sentences: TaggedToken[][]; comments: number } | null = null;
  const done = (reached: number): ReadItem[] => {
    if (!open) return [];
    const { line, name, comments } = open;
    const sentences = open.sentences.filter((tokens) => tokens.length > 0);
    const items = tagged({ file, line, id: name }, sentences, null, { name, reached });
    const left = comments > 0 ? [{ reason: COMMENT, count: comments }] : [];
    return items.map((item) =>
      item.kind === "document" ? { ...item, left: [...item.left, ...left] } : item,
    );
  };
  const begin = (line: number, name: string | null): NonNullable<typeof open> => ({
    line,
    name,
    sentences: [[]],
    comments: 0,
  });
  let at = 0;
  for (const [n, line] of text.split("\n").entries()) {
    at += line.length + 1;
    const columns = line.trim() === "" ? [] : line.trim().split(/[ \t]+/);
    const [form, last] = [columns[0] ?? "", columns.at(-1) ?? ""];
    if (form === "-DOCSTART-") {
      yield* done((at - line.length) / text.length);
      open = begin(n + 1, /\(([^)]+)\)/.exec(line)?.[1] ?? null);
    } else if (columns.length === 0) {
      if (open && open.sentences.at(-1)?.length !== 0) open.sentences.push([]);
    } else if (columns.length > 1 && isTag(last)) {
      open ??= begin(n + 1, null);
      open.sentences.at(-1)?.push({ form, tag: last });
    } else if (line.startsWith("#")) {
      open ??= begin(n + 1, null);
      open.comments++;
    } else {
      yield wrongLine(file, n + 1, line);
    }
  }
  yield* done(1);
}

const wrongLine = (file: string, line: number, text: string): ReadProblem => ({
  kind: "problem",
  place: { file, line, id: null },
  message: l10n.t(
    "“{0}” has no tag in its last column (O, B-LOC, …); the line is left out",
    text.trim().slice(0, 40),
  ),
});

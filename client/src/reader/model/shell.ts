import { interfaceDirection, interfaceLanguage } from "../../../../server/src/protocol.ts";
import type { Article } from "./article.ts";
import { back, front, paragraphRow } from "./render.ts";
import { element, escapeHtml, toHtml } from "./tree.ts";

/** Where the page in the editor finds its script and style, and who may serve the style. */
export interface Sources {
  readonly title: string;
  readonly script: string;
  readonly style: string;
  /** The origin of the extension's own files, as the editor's webviews name it. */
  readonly origin: string;
  /** Random, new for each page: the one script that carries it runs, and no other. */
  readonly nonce: string;
}

/** A page of which the policy forbids all that it does not name; `head` and `body` are HTML. */
const page = (title: string, policy: string, head: string, body: string): string => `<!DOCTYPE html>
<html lang="${escapeHtml(interfaceLanguage())}" dir="${interfaceDirection()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(`default-src 'none'; ${policy}; base-uri 'none'; form-action 'none'`)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${head}
</head>
${body}
</html>
`;

/** The page in the editor: empty, for its script fills it. Nothing is loaded but its own style and script. */
export const editorPage = ({ title, script, style, origin, nonce }: Sources): string =>
  page(
    title,
    `style-src ${origin}; script-src 'nonce-${nonce}'`,
    `<link rel="stylesheet" href="${escapeHtml(style)}">`,
    `<body>
<main></main>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>`,
  );

/** A style sheet of a file, and its SHA-256 in Base64. */
export interface Style {
  readonly css: string;
  readonly hash: string;
}

/** The same content as a file of its own, without a script, for printing and for passing on. */
export function filePage({ surroundings, paragraphs }: Article, styles: readonly Style[]): string {
  const { name, direction, language } = surroundings;
  const rows = paragraphs.map((paragraph, n) => paragraphRow(paragraph, n, "file"));
  const text = element("div", { class: "text", dir: direction, lang: language }, ...rows);
  return scriptless(name, [front(surroundings), text, back(surroundings, "file")].map(toHtml), styles);
}

/** A page without a script; `parts` are HTML, one below the other. */
export const scriptless = (title: string, parts: readonly string[], styles: readonly Style[]): string =>
  page(
    title,
    `style-src ${styles.map(({ hash }) => `'sha256-${hash}'`).join(" ") || "'none'"}`,
    styles.map(({ css }) => `<style>${css}</style>`).join("\n"),
    `<body>
<main>
${parts.join("\n")}
</main>
</body>`,
  );

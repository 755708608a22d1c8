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

/** The page in the editor: empty, for its script fills it. Nothing is loaded but its own style and script. */
export function editorPage({ title, script, style, origin, nonce }: Sources): string {
  const policy = `default-src 'none'; style-src ${origin}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<main></main>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** What a file is dressed in; the hashes are those of the styles, SHA-256 in Base64. */
export interface Dress {
  readonly styles: readonly { readonly css: string; readonly hash: string }[];
}

/** The same content as a file of its own, without a script, for printing and for passing on. */
export function filePage({ surroundings, paragraphs }: Article, dress: Dress): string {
  const rows = paragraphs.map((paragraph, n) => paragraphRow(paragraph, n, "file"));
  const text = { class: "text", dir: surroundings.direction, lang: surroundings.language };
  return scriptless(
    surroundings.name,
    [front(surroundings), element("div", text, ...rows), back(surroundings, "file")].map(toHtml),
    dress,
  );
}

/** A page without a script; `parts` are HTML in which all that came from files is escaped. */
export function scriptless(title: string, parts: readonly string[], { styles }: Dress): string {
  const hashes = styles.map(({ hash }) => `'sha256-${hash}'`).join(" ");
  const policy = `default-src 'none'; style-src ${hashes}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${styles.map(({ css }) => `<style>${css}</style>`).join("\n")}
</head>
<body class="file">
<main>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

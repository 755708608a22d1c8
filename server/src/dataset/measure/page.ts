import type { Report, ReportTable } from "./report.ts";

// A page of its own: no script, no font, no picture, nothing from elsewhere. The policy says so to the browser, too, for
// labels and names come from files that anybody may have written. In VS Code the body has the theme's class. Digits run from
// left to right in Arabic, too: numbers stand one below the other by their right ends in either direction of the page.
const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --back: #ffffff; --row: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --faint: #9198a1; --line: #3d444d; --back: #0d1117; --row: #151b23; } }
body { color: var(--text); background: var(--back); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 72rem; }
body.vscode-body { --text: var(--vscode-foreground); --faint: var(--vscode-descriptionForeground); --line: var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); --back: var(--vscode-editor-background); --row: var(--vscode-list-hoverBackground, transparent); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
p { margin: .2rem 0; color: var(--faint); }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; }
caption { text-align: start; font-weight: 600; padding: .3rem 0; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: start; white-space: nowrap; }
th { color: var(--faint); font-weight: 600; }
tbody tr:hover { background: var(--row); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody th { color: var(--text); }
`;

/** The language of a report's words, in BCP 47, and the direction in which they run. */
export interface PageLanguage {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
}

/** A report as an HTML page that stands alone. */
export function pageOf(
  { title, remarks, tables }: Report,
  { language, direction }: PageLanguage = { language: "en", direction: "ltr" },
): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${remarks.map((remark) => `<p>${escapeHtml(remark)}</p>`).join("\n")}
${tables.map(tableOf).join("\n")}
</main>
</body>
</html>
`;
}

function tableOf({ caption, columns, rows }: ReportTable): string {
  const kind = (column: number): string => (columns[column]?.numeric ? ' class="number"' : "");
  const head = columns.map(({ name }, n) => `<th scope="col"${kind(n)}><bdi>${escapeHtml(name)}</bdi></th>`);
  const body = rows.map((cells) =>
    cells.map((cell, n) =>
      n === 0
        ? `<th scope="row"><bdi>${escapeHtml(cell)}</bdi></th>`
        : `<td${kind(n)}><bdi>${escapeHtml(cell)}</bdi></td>`,
    ),
  );
  return `<div class="table"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head.join("")}</tr></thead>
<tbody>
${body.map((cells) => `<tr>${cells.join("")}</tr>`).join("\n")}
</tbody>
</table></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as text, between tags and in attributes. Control characters are no part of HTML. */
const escapeHtml = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { colourSheet, tintSheet } from "../../../client/src/reader/model/colours.ts";
import { fromPage, keptIn } from "../../../client/src/reader/model/messages.ts";
import { paragraphRow, placeOf } from "../../../client/src/reader/model/render.ts";
import { editorPage, filePage } from "../../../client/src/reader/model/shell.ts";
import { type Child, element, escapeHtml, toHtml } from "../../../client/src/reader/model/tree.ts";
import type { Label } from "../../../server/src/annotations/tagset.ts";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { laid, on, said } from "../../support/reader.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(1)> [a](command:evil) " onmouseover='x' &lt; </style> Aden`;

/** An article whose words, label, place, annotator and name are all hostile. */
function hostile() {
  const text = `At least 31 militants were killed in Aden, officials said.\n\n${HOSTILE}`;
  const { document, publication } = said(text);
  const figure = publication.annotations.find((one) => one.figure);
  const entity = publication.annotations.find((one) => one.label === "LOC");
  assert.ok(figure?.figure && entity);
  const start = text.indexOf("<script>");
  const bad = {
    ...on(document, entity, "bad", start, text.length),
    label: HOSTILE,
    by: HOSTILE,
    status: "accepted" as const,
  };
  const { article } = laid(text, [], ({ annotations }) => ({
    annotations: [
      ...annotations.filter(({ range }) => range.start.line === 0),
      bad,
      { ...figure, id: "f", text: HOSTILE, figure: { ...figure.figure!, place: HOSTILE, count: HOSTILE } },
      { ...entity, id: "r", status: "rejected" as const, text: HOSTILE, was: HOSTILE },
    ],
    problems: [{ kind: "sidecar" as const, message: HOSTILE }],
  }));
  return { ...article, surroundings: { ...article.surroundings, name: HOSTILE } };
}

/** The tags of HTML, without what stands in the style sheets. */
const tagsIn = (html: string): string[] =>
  [...html.replace(/<style>[\s\S]*?<\/style>/g, "").matchAll(/<([a-z0-9]+)([^<>]*)>/gi)].map(
    ([, tag = "", attributes = ""]) => {
      // Values stand in quotes, and no quote of a text is left to end them.
      const names = [...attributes.replace(/="[^"]*"/g, "=").matchAll(/[\w-]+(?==)/g)].map(String);
      return [
        tag,
        ...names.filter((name) => name.startsWith("on") || name === "src" || name === "style"),
      ].join(" ");
    },
  );

test("words of strangers are text on the page, whatever they look like", () => {
  const html = filePage(hostile(), []);
  const tags = new Set(tagsIn(html));
  // Nor is a bracket left that belongs to no tag.
  assert.doesNotMatch(html.replace(/<(?:!DOCTYPE html|\/?[a-z0-9]+(?: [\w-]+="[^"<>]*")*)>/g, ""), /[<>]/);
  for (const tag of ["script", "img", "iframe"]) assert.ok(!tags.has(tag), `${tag} is a tag`);
  assert.deepEqual(
    [...tags].filter((tag) => tag.includes(" ")),
    [],
  );
  assert.doesNotMatch(html, /href="(?!#m-\d)/);
  assert.ok(html.includes(escapeHtml(HOSTILE)));
});

test("any text comes back from the HTML as it was", () => {
  const unescaped = (html: string): string =>
    html.replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
    );
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", ";", "a", "l", "t", "ب", "😀") }),
      (text) => {
        const html = toHtml(element("b", { title: text }, text));
        const [, title, content] = /^<b title="([^"]*)">([^<>]*)<\/b>$/s.exec(html) ?? [];
        assert.deepEqual([unescaped(title ?? "–"), unescaped(content ?? "–")], [text, text]);
      },
    ),
  );
});

test("the page in the editor loads its own style and script and nothing else", () => {
  const html = editorPage({
    title: "Reader",
    script: "https://x/reader.js",
    style: "https://x/reader.css",
    origin: "https://x",
    nonce: "n1",
  });
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  assert.equal(
    policy?.replaceAll("&#39;", "'"),
    "default-src 'none'; style-src https://x; script-src 'nonce-n1'; base-uri 'none'; form-action 'none'",
  );
  assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="n1" src="https://x/reader.js">']);
  assert.doesNotMatch(html, /<style|\son\w+=|unsafe/);
});

test("a file has no script, and allows the styles that it has by their hashes", () => {
  const html = filePage(laid("Ten people died in Aden.").article, [{ css: "p{}", hash: "aGFzaA==" }]);
  assert.match(html, /default-src &#39;none&#39;; style-src &#39;sha256-aGFzaA==&#39;; base-uri/);
  assert.doesNotMatch(html, /<script|javascript:|tabindex|http:/);
  // What is folded is not printed.
  assert.deepEqual(html.match(/<details(?! [^>]*open)/g), null);
});

test("the tally of a file leads to marks that are there, and says so to the page in the editor, too", () => {
  const html = filePage(laid("At least 31 militants were killed in Aden.").article, []);
  const [, id = ""] = /href="#([^"]+)"/.exec(html) ?? [];
  assert.ok(html.includes(`id="${id}"`), id);
  assert.deepEqual(placeOf(`#${id}`), { paragraph: 0, mark: 0 });
  assert.equal(placeOf("#m-1"), undefined);
  assert.equal(placeOf("command:x"), undefined);
});

test("beside the editor one mark of each annotation is a link, with what it is in words, and a figure has a note", () => {
  const text = "At least 31 militants were killed in Aden.";
  const { article } = laid(text);
  const row = paragraphRow(article.paragraphs[0]!, 0, "editor");
  const links: string[] = [];
  const notes: string[] = [];
  const visit = (child: Child): void => {
    if (typeof child === "string") return;
    if (child.attributes.role === "note") notes.push(child.attributes["aria-label"] ?? "");
    if (child.attributes.role === "link")
      links.push(`${child.attributes["data-mark"]} ${child.attributes.title}`);
    child.children.forEach(visit);
  };
  visit(row);
  assert.deepEqual(notes, ["Casualty figure: killed at least 31"]);
  assert.match(links[0] ?? "", /^0 killed at least 31: suggested, \d+ % sure$/);
  assert.match(links[1] ?? "", /^1 LOC.*: suggested/);
  assert.equal(links.length, 2);
});

test("messages of the page are numbers that name places, and anything else is none", () => {
  const go = { type: "go", revision: 1, place: { paragraph: 0, mark: 2 }, focus: true };
  assert.deepEqual(fromPage({ ...go, command: "evil" }), go);
  for (const good of [
    { type: "ready" },
    { type: "undo" },
    { type: "scroll", revision: 1, position: 3.5 },
    { type: "select", revision: 1, from: { paragraph: 0, offset: 1 }, to: { paragraph: 2, offset: 0 } },
    { type: "decide", revision: 1, place: { paragraph: 0, mark: 2 }, act: "reject" },
  ])
    assert.deepEqual(fromPage(good), good);
  for (const bad of [
    null,
    "ready",
    [],
    {},
    { ...go, revision: -1 },
    { ...go, place: { paragraph: "0", mark: 2 } },
    { ...go, place: null },
    { ...go, type: "command" },
    { type: "scroll", revision: 1, position: Number.NaN },
    { type: "scroll", revision: 1, position: -1 },
    { type: "decide", revision: 1, place: { paragraph: 0, mark: 2 }, act: "remove" },
    { type: "select", revision: 1, from: { paragraph: 0, offset: 1.5 }, to: { paragraph: 2, offset: 0 } },
  ])
    assert.equal(fromPage(bad), undefined, JSON.stringify(bad));
  fc.assert(fc.property(fc.anything(), (value) => void fromPage(value)));
  assert.deepEqual(keptIn({ uri: "file:///a.txt", locked: "yes" }), { uri: "file:///a.txt", locked: false });
  assert.equal(keptIn({ uri: 7 }), undefined);
});

test("a file has the colours of the manifest, light on paper, and nothing but colours", () => {
  const sheet = colourSheet([
    { id: "dateline.orgBorder", defaults: { light: "#8a3ea8", dark: "#d08bf0" } },
    { id: "dateline.x", defaults: { light: "red;}</style>", dark: "editor.foreground" } },
  ]);
  assert.match(sheet, /:root\{[^}]*--vscode-dateline-orgBorder:#8a3ea8/);
  assert.match(
    sheet,
    /@media screen and \(prefers-color-scheme:dark\)\{:root\{[^}]*--vscode-dateline-orgBorder:#d08bf0/,
  );
  assert.doesNotMatch(sheet, /dateline-x|</);
});

test("a label has its project's colour in the text and in the legend, whatever its name is", () => {
  const colour = { light: "#b15928", dark: "#dfc27d", fill: "#eeddcc" };
  const own: Label = { name: "مركبة", description: "", key: null, colour };
  const text = "Rebels left Aden.";
  const change = ({ annotations }: PublishParams) => ({
    annotations: annotations.map((one) => ({ ...one, label: own.name, attributes: { certainty: "low" } })),
  });
  const { article } = laid(text, [], change, [own]);
  const sheet = tintSheet(article.surroundings.tints, "file");
  const html = filePage(article, []);
  assert.match(html, /class="m m-other m-own-0 suggested" title="[^"]*certainty: low/);
  assert.match(html, /class="m m-other m-own-0 decided"><bdi>مركبة/);
  assert.match(sheet, /^\.m\.m-own-0\{--line:#b15928;--fill:#b1592826\}@media screen and .*#dfc27d/);
  assert.match(tintSheet(article.surroundings.tints, "editor"), /\.vscode-dark \.m\.m-own-0\{--line:#dfc27d/);
  assert.doesNotMatch(tintSheet([{ name: "a", light: "red}body{", dark: "" }], "editor"), /body/);
});

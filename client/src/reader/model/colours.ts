import type { Medium } from "./render.ts";

/** A colour of the manifest: its id, and what it is in each kind of theme. */
export interface Colour {
  readonly id: string;
  readonly defaults: Readonly<Record<string, string>>;
}

/** What the editor's own colours are in a file: near those of its standard themes. */
const EDITOR: readonly Colour[] = [
  { id: "editor.background", defaults: { light: "#ffffff", dark: "#1f1f1f" } },
  { id: "editor.foreground", defaults: { light: "#1f1f1f", dark: "#d4d4d4" } },
  { id: "descriptionForeground", defaults: { light: "#575757", dark: "#a8a8a8" } },
  { id: "panel.border", defaults: { light: "#c8c8c8", dark: "#454545" } },
  { id: "focusBorder", defaults: { light: "#005fb8", dark: "#3794ff" } },
  { id: "textLink.foreground", defaults: { light: "#005fb8", dark: "#4daafc" } },
];

/**
 * A style sheet that gives a file the variables which VS Code gives its webviews: dark where the system is and on screen,
 * on paper always light.
 */
export function colourSheet(own: readonly Colour[]): string {
  const rules = (theme: string): string =>
    [...EDITOR, ...own]
      .flatMap(({ id, defaults }) => {
        const value = defaults[theme];
        return value !== undefined && /^#[0-9a-f]{3,8}$/i.test(value)
          ? [`--vscode-${id.replaceAll(".", "-")}:${value}`]
          : [];
      })
      .join(";");
  return `:root{color-scheme:light dark;${rules("light")}}@media screen and (prefers-color-scheme:dark){:root{${rules("dark")}}}`;
}

/** The colour that a project gives to a label: of its line, as `#rrggbb`, on light and on dark backgrounds. */
export interface Tint {
  /** What its annotations name it by. */
  readonly name: string;
  readonly light: string;
  readonly dark: string;
}

/** How thick a colour lies behind words that were decided, as two more hexadecimal digits: as the themes' do. */
export const BEHIND = { light: "26", dark: "24" } as const;

/** A style sheet for the labels that have a colour of their project's, in whichever theme the page is shown. */
export function tintSheet(tints: readonly Tint[], medium: Medium): string {
  const rules = (theme: "light" | "dark", within: string): string =>
    tints
      .filter((tint) => /^[\w-]+$/.test(tint.name) && /^#[0-9a-f]{6}$/i.test(tint[theme]))
      .map(
        (tint) => `${within}.m.m-${tint.name}{--line:${tint[theme]};--fill:${tint[theme]}${BEHIND[theme]}}`,
      )
      .join("");
  const dark =
    medium === "file"
      ? `@media screen and (prefers-color-scheme:dark){${rules("dark", "")}}`
      : rules("dark", ".vscode-dark ") +
        rules("dark", ".vscode-high-contrast:not(.vscode-high-contrast-light) ");
  return rules("light", "") + dark;
}

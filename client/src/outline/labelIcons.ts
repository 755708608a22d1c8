import { ThemeIcon, Uri } from "vscode";
import { colourOf } from "../decorations.ts";
import { labelOf } from "../projects.ts";

const ICONS: Readonly<Record<string, string>> = {
  PERSON: "account",
  ORG: "organization",
  LOC: "location",
  NORP: "globe",
  DATE: "calendar",
  MONEY: "credit-card",
  WEAPON: "target",
  figure: "pulse",
};

type Icon = ThemeIcon | { readonly light: Uri; readonly dark: Uri };

/**
 * The icon of a label, or of `figure`: a theme's icon can have a theme's colour alone, so a label that its project gives
 * a colour has a drawing in it.
 */
export function labelIcon(article: Uri, name: string): Icon {
  const colour = labelOf(article, name)?.colour;
  if (!colour) return new ThemeIcon(ICONS[name] ?? "tag", colourOf(name));
  return { light: drawing(colour.light), dark: drawing(colour.dark) };
}

/** A tag with its hole, as large as the theme's icons. */
const drawing = (colour: string): Uri =>
  Uri.parse(
    `data:image/svg+xml;base64,${btoa(
      `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><path fill="${colour}" fill-rule="evenodd" d="M1.5 2.5a1 1 0 0 1 1-1h5.2a1 1 0 0 1 .7.3l5.8 5.8a1 1 0 0 1 0 1.4l-5.2 5.2a1 1 0 0 1-1.4 0L1.8 8.4a1 1 0 0 1-.3-.7zM5 3.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z"/></svg>`,
    )}`,
  );

import type { LabelColour } from "../annotations/tagset.ts";

// Colours that a project gives to its labels, made to be told from their background: VS Code's themes are many, and the
// one who chose the colour saw one of them.

/** What a line needs at least against what is behind it (WCAG 2.1, for text), so that other themes have room. */
const CONTRAST = 4.5;

/** The backgrounds of VS Code's own themes that leave a colour the least room, light and dark. */
const LIGHT = "#ffffff";
const DARK = "#252526";

/** Colours of labels without one, told apart by people who do not see all colours alike too (ColorBrewer's “Dark2”). */
const PALETTE = ["#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#2b83ba"];

/** The colour of the n-th label that was given none. */
export const paletteColour = (n: number): string => PALETTE[n % PALETTE.length] ?? "#7570b3";

/** A colour as it can be seen on light and dark backgrounds and behind black words; `given` as `#rrggbb`. */
export function labelColour(given: string | { readonly light: string; readonly dark: string }): LabelColour {
  const { light, dark } = typeof given === "string" ? { light: given, dark: given } : given;
  return {
    light: moved(light, LIGHT, "#000000", CONTRAST),
    dark: moved(dark, DARK, "#ffffff", CONTRAST),
    fill: moved(light, "#000000", "#ffffff", 9),
  };
}

/** A colour, mixed with another as far as its contrast to a background needs it. */
function moved(colour: string, background: string, towards: string, least: number): string {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, towards, share);
    if (contrast(mixed, background) >= least) return mixed;
  }
  return towards;
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function mix(one: string, other: string, share: number): string {
  const others = channels(other);
  const mixed = channels(one).map((value, n) => Math.round(value * (1 - share) + (others[n] ?? 0) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The contrast of two colours, 1 to 21, as WCAG reckons it. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

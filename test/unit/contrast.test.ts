import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { BEHIND, type Colour } from "../../client/src/reader/model/colours.ts";

// What is annotated can be read in VS Code's own themes: text by 4.5 to 1, lines by 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).

type Rgb = readonly [number, number, number];

const root = path.resolve(import.meta.dirname, "../..");
const { contributes } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  contributes: { colors: readonly Colour[] };
};

/** Of the standard themes: the editor's background, and what the grammar of articles has words coloured in. */
const THEMES: Readonly<Record<string, { background: string; texts: readonly string[] }>> = {
  light: { background: "#ffffff", texts: ["#3b3b3b", "#a31515", "#0451a5", "#001080"] },
  dark: { background: "#1f1f1f", texts: ["#cccccc", "#ce9178", "#9cdcfe"] },
  highContrast: { background: "#000000", texts: ["#ffffff", "#ce9178", "#9cdcfe"] },
  highContrastLight: { background: "#ffffff", texts: ["#292929", "#0f4a85", "#001080"] },
};

const channels = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never;

/** A colour with two digits of opacity, or none, over another. */
const over = (hex: string, under: Rgb): Rgb => {
  const opacity = hex.length > 7 ? Number.parseInt(hex.slice(7), 16) / 255 : 1;
  return channels(hex).map((value, n) => value * opacity + (under[n] ?? 0) * (1 - opacity)) as never;
};

const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour.map((value) =>
    value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  ) as never as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: Rgb, other: Rgb): number => {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
};

test("text on what is decided can be read, and its line be seen, in each theme", () => {
  assert.ok(Math.abs(contrast([255, 255, 255], [0, 0, 0]) - 21) < 0.01);
  let checked = 0;
  for (const [theme, { background, texts }] of Object.entries(THEMES)) {
    const paper = channels(background);
    for (const { id, defaults } of contributes.colors) {
      const [, name] = /^(dateline\.\w+)Border$/.exec(id) ?? [];
      const line = defaults[theme];
      if (name === undefined || line === undefined) continue;
      const fill = contributes.colors.find((other) => other.id === `${name}Background`)?.defaults[theme];
      const behind = fill === undefined ? paper : over(fill, paper);
      assert.ok(
        contrast(channels(line), paper) >= 3 && contrast(channels(line), behind) >= 3,
        `${theme} ${id}`,
      );
      for (const text of texts)
        assert.ok(
          contrast(channels(text), behind) >= 4.5,
          `${theme} ${text} on ${name}: ${contrast(channels(text), behind)}`,
        );
      checked++;
    }
  }
  assert.ok(checked > 40);
});

test("a project's colours lie as thick behind words as the manifest's", () => {
  for (const { id, defaults } of contributes.colors) {
    if (!id.endsWith("Background")) continue;
    assert.equal(defaults["light"]?.slice(7), BEHIND.light, id);
    assert.equal(defaults["dark"]?.slice(7), BEHIND.dark, id);
  }
});

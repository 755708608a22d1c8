// Opens the extension in a real VS Code and takes a picture: for looking, and for the README's pictures.
//   npm run look -- FOLDER FILE OUT.png [--theme NAME] [--do STEP …] [--size 1400x900] [--clip x,y,w,h] [--scale N] [--locale ar]
// STEP: key:KEYS · type:TEXT · run:COMMAND TITLE · wait:MS · hover:WORD · select:WORD · shot:OUT.png · click:SELECTOR
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { startHost } from "./host/host.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    theme: { type: "string", default: "Light Modern" },
    do: { type: "string", multiple: true, default: [] },
    size: { type: "string", default: "1400x900" },
    scale: { type: "string", default: "1" },
    clip: { type: "string" },
    settings: { type: "string", default: "{}" },
    locale: { type: "string", default: "en" },
  },
});
const [folder = ".", file = "", out = "picture.png"] = positionals;
const [width = 1400, height = 900] = values.size.split("x").map(Number);

const host = await startHost({
  viewport: { width, height },
  deviceScaleFactor: Number(values.scale),
  colorScheme: /dark|black|contrast$/i.test(values.theme) ? "dark" : "light",
  settings: {
    "workbench.colorTheme": values.theme,
    "editor.minimap.enabled": false,
    "editor.fontSize": 14,
    "editor.fontFamily": "'Liberation Mono', 'Noto Sans Arabic', monospace",
    "window.commandCenter": false,
    "window.autoDetectHighContrast": false,
    "window.autoDetectColorScheme": false,
    "workbench.layoutControl.enabled": false,
    ...(JSON.parse(values.settings) as object),
  },
});
const { page } = host;
page.setDefaultTimeout(20_000);
// As a language pack would say it, which the host has none of: the editor itself stays in English.
await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(values.locale)};`);

try {
  // Not the project's folder itself: VS Code's own themes lie below it (.vscode-test) and would count as this extension's.
  const extension = path.join(host.run, "extension");
  mkdirSync(extension);
  for (const name of [
    "package.json",
    "package.nls.json",
    "package.nls.ar.json",
    "dist",
    "client",
    "server",
    "syntaxes",
  ]) {
    symlinkSync(path.resolve(import.meta.dirname, "../..", name), path.join(extension, name));
  }
  const payload: [string, string][] = [["extensionDevelopmentPath", host.remote(extension)]];
  await page.goto(host.url({ folder, payload }), { waitUntil: "commit" });
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  if (file !== "") {
    await page.keyboard.press("Control+P");
    await page.locator(".quick-input-widget input").fill(file);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: file }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".editor-instance .view-line").first().waitFor();
    await page
      .locator(".statusbar-item", { hasText: /to review|Reviewed|Done|Sidecar|للمراجعة|رُوجع|مُنجز/ })
      .waitFor();
  }
  for (const step of values.do) await carryOut(page, step);
  await shoot(page, out);
} catch (error) {
  await page.screenshot({ path: out.replace(".png", ".failed.png") });
  console.error(error);
  process.exitCode = 1;
} finally {
  await host.close();
}

async function shoot(target: Page, to: string): Promise<void> {
  await target.waitForTimeout(400);
  const [x, y, w, h] = values.clip?.split(",").map(Number) ?? [];
  const clip = x !== undefined && y !== undefined && w && h ? { clip: { x, y, width: w, height: h } } : {};
  await target.screenshot({ path: to, ...clip });
}

async function carryOut(target: Page, step: string): Promise<void> {
  const [, kind = "", rest = ""] = /^(\w+):(.*)$/s.exec(step) ?? [];
  switch (kind) {
    case "key":
      return target.keyboard.press(rest);
    case "type":
      return target.keyboard.type(rest);
    case "wait":
      return target.waitForTimeout(Number(rest));
    case "click":
      return target.locator(rest).first().click();
    case "shot":
      return shoot(target, rest);
    case "run": {
      await target.keyboard.press("F1");
      await target.locator(".quick-input-widget input").fill(`>${rest}`);
      await target.locator(".quick-input-list .monaco-list-row", { hasText: rest }).first().waitFor();
      return target.keyboard.press("Enter");
    }
    case "hover": {
      const box = await boxOf(target, rest);
      await target.mouse.move(box.x - 30, box.y);
      await target.mouse.move(box.x, box.y, { steps: 4 });
      await target.locator(".monaco-hover:not(.hidden) .hover-contents").first().waitFor();
      return;
    }
    case "select": {
      const box = await boxOf(target, rest);
      return target.mouse.dblclick(box.x, box.y);
    }
    default:
      throw new Error(`There is no step “${step}”.`);
  }
}

/** The middle of the first place where words stand in the editor. */
async function boxOf(target: Page, words: string): Promise<{ x: number; y: number }> {
  const box = await target.evaluate((wanted) => {
    for (const line of document.querySelectorAll(".editor-instance .view-line")) {
      const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = (node.textContent ?? "").replace(/\u00a0/g, " ").indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { x, y, width: w, height: h } = range.getBoundingClientRect();
        return { x: x + w / 2, y: y + h / 2 };
      }
    }
    return null;
  }, words);
  if (!box) throw new Error(`There is no “${words}” in the editor.`);
  return box;
}

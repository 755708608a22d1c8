import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as protocol from "../../server/src/protocol.ts";
import { defaultSettings, isIncluded, readSettings, settingsSchema } from "../../server/src/settings.ts";
import { version } from "../../server/src/version.ts";
import { bundleIn } from "../support/translations.ts";

const root = path.resolve(import.meta.dirname, "../..");

interface Command {
  command: string;
  title: string;
  category?: string;
  icon?: string;
}

interface KeyBinding {
  command: string;
  key: string;
  when?: string;
  mac?: string;
  args?: { tree?: boolean; commands?: (string | { command: string })[] };
}

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  version: string;
  main: string;
  contributes: {
    commands: Command[];
    menus: Record<string, { command: string; when?: string }[]>;
    keybindings: KeyBinding[];
    configuration: {
      title: string;
      order: number;
      properties: Record<
        string,
        { default: unknown; markdownDescription?: string; scope?: string; order?: number }
      >;
    }[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { view: string; contents: string; when: string }[];
    walkthroughs: {
      id: string;
      steps: {
        id: string;
        title: string;
        description: string;
        media: { markdown: string };
        completionEvents: string[];
      }[];
    }[];
    colors: { id: string; description: string; defaults: Record<string, string> }[];
    grammars: { path: string }[];
    jsonValidation: { url: string }[];
  };
};
const { commands, menus, keybindings, colors, views, viewsWelcome, walkthroughs } = manifest.contributes;
const sections = manifest.contributes.configuration;
const properties = Object.assign(
  {},
  ...sections.map((section) => section.properties),
) as (typeof sections)[number]["properties"];

/** Commands that the client registers, read from its source: the extension itself needs an editor to run. */
const registered = new Set([
  ...[
    ...["commands/index.ts", "dataset/commands.ts", "reader/commands.ts", "review/commands.ts"],
    ...["report/index.ts", "steps/samples.ts"],
  ].flatMap((file) =>
    [...readFileSync(path.join(root, "client/src", file), "utf8").matchAll(/"(dateline(?:\.\w+)+)":/g)].map(
      (match) => match[1],
    ),
  ),
  ...Object.values(protocol.commands),
  ...Object.values(protocol.entityCommands),
  ...Object.values(protocol.checkCommands),
  protocol.switchOffCheck,
  protocol.labelCommands.add,
  protocol.compareCommand,
]);

test("the version is one", () => assert.equal(manifest.version, version));

test("every command has a title, a category and a handler, and every handler a command", () => {
  for (const { title, category, command } of commands) {
    assert.ok(title && category === "Dateline", command);
    assert.ok(registered.has(command), `${command} has no handler`);
  }
  assert.deepEqual(
    [...registered].filter((name) => !commands.some(({ command }) => command === name)),
    [],
  );
});

/** Our own commands that a menu entry or key runs, also as steps of the editor's `runCommands`. */
const commandsOf = (entry: { command: string; args?: KeyBinding["args"] }): string[] =>
  [entry.command, ...(entry.args?.commands ?? [])]
    .map((command) => (typeof command === "string" ? command : command.command))
    .filter((command) => !/^(list|editor)\./.test(command))
    .filter((command) => command !== "runCommands");

test("menus and keys name commands that exist, and none is offered where it cannot run", () => {
  const known = new Set(commands.map(({ command }) => command));
  for (const entry of [...Object.values(menus).flat(), ...keybindings]) {
    for (const command of commandsOf(entry)) assert.ok(known.has(command), command);
    assert.ok(entry.when, `${entry.command} has no when clause`);
  }
  const drawn = Object.values(menus)
    .flat()
    .filter((entry) => "group" in entry && /^(inline|navigation)/.test(String(entry.group)));
  for (const { command } of drawn)
    assert.ok(commands.find((one) => one.command === command)?.icon, `${command} has no icon`);
});

/** Commands that can be run wherever the editor is; every other one says in the palette where it can. */
const ANYWHERE = ["dateline.walkthrough", "dateline.openSamples", "dateline.import", "dateline.review.keys"];

test("the palette hides commands where they cannot run, and says so once", () => {
  const said = (menus["commandPalette"] ?? []).map(({ command }) => command);
  assert.deepEqual(
    commands.map(({ command }) => command).filter((command) => !said.includes(command)),
    commands.map(({ command }) => command).filter((command) => ANYWHERE.includes(command)),
  );
  assert.deepEqual(
    said.filter((command, n) => said.indexOf(command) !== n),
    [],
  );
});

/** Every set of context keys that the `when` clauses of our keys tell apart, as far as the editor can be in it. */
function situations(): Map<string, boolean | string>[] {
  const atoms = [
    "dateline.article",
    "dateline.comparing",
    "dateline.listing",
    "dateline.onAnnotation",
    "dateline.onFigure",
    "dateline.reviewing",
    "dateline.started",
    "editorHasSelection",
    "findWidgetVisible",
    "listMultiSelection",
  ];
  const hasStarted = 1 << atoms.indexOf("dateline.started");
  const all = Array.from({ length: 2 ** atoms.length }, (_, bits) => bits);
  // Until the extension has started nothing is set but what the editor itself sets.
  const own = 2 ** atoms.filter((atom) => atom.startsWith("dateline.")).length - 1;
  return all
    .filter((bits) => (bits & hasStarted) !== 0 || (bits & own) === 0)
    .flatMap((bits) =>
      [
        { focused: "", file: "dateline.config.json", language: "jsonc" },
        { focused: "", file: "a.txt", language: "plaintext" },
        { focused: "dateline.annotations", file: "a.txt", language: "article" },
        { focused: "dateline.articles", file: "a.txt", language: "article" },
      ].map(({ focused, file, language }) => {
        const keys = new Map<string, boolean | string>(
          atoms.map((atom, n) => [atom, (bits & (1 << n)) !== 0]),
        );
        keys.set("editorTextFocus", focused === "");
        keys.set("focusedView", focused);
        keys.set("resourceScheme", "file");
        keys.set("resourceFilename", file);
        keys.set("editorLangId", language);
        return keys;
      }),
    );
}

/** Whether a `when` clause holds: keys, `!`, `==`, `&&`, `||` and brackets, which is all that ours have. */
function holds(when: string, keys: Map<string, boolean | string>): boolean {
  const plain = when.replace(
    /([\w.]+)(?:\s*==\s*([\w.-]+))?/g,
    (_, key: string, value: string | undefined) => {
      assert.ok(keys.has(key), `${key} is unknown to this test`);
      return String(value === undefined ? keys.get(key) === true : keys.get(key) === value);
    },
  );
  assert.match(plain, /^(true|false|[!&|() ])+$/);
  const read = { at: 0, tokens: plain.match(/true|false|&&|\|\||[!()]/g) ?? [] };
  const atom = (): boolean => {
    const token = read.tokens[read.at++];
    if (token === "!") return !atom();
    if (token !== "(") return token === "true";
    const value = or();
    read.at++;
    return value;
  };
  const and = (): boolean => {
    let value = atom();
    while (read.tokens[read.at] === "&&") {
      read.at++;
      value = atom() && value;
    }
    return value;
  };
  const or = (): boolean => {
    let value = and();
    while (read.tokens[read.at] === "||") {
      read.at++;
      value = and() || value;
    }
    return value;
  };
  return or();
}

test("no two keys collide in any situation, on any system", () => {
  for (const system of ["key", "mac"] as const) {
    for (const keys of situations()) {
      const seen = new Map<string, string>();
      for (const binding of keybindings) {
        if (!holds(binding.when ?? "true", keys)) continue;
        const key = (system === "mac" ? binding.mac : undefined) ?? binding.key;
        const situation = [...keys].map(([name, value]) => `${name}=${value}`).join(" ");
        assert.ok(!seen.has(key), `${key} is ${seen.get(key)} and ${binding.command} where ${situation}`);
        seen.set(key, binding.command);
      }
    }
  }
});

test("the settings of the manifest are those that the server reads, with the same defaults", () => {
  for (const [name, value] of Object.entries(defaultSettings)) {
    assert.deepEqual(properties[`dateline.${name}`]?.default, value, name);
  }
  for (const [name, { markdownDescription, scope }] of Object.entries(properties)) {
    assert.ok(markdownDescription && scope, name);
  }
  assert.deepEqual(
    Object.keys(settingsSchema.shape).filter((name) => !(`dateline.${name}` in properties)),
    [],
  );
});

/** A string of the manifest in English. */
const said = (text: string): string => bundleIn("package.nls.json")[text.slice(1, -1)] ?? text;

test("each check has its description and its level in the manifest", () => {
  const own = properties["dateline.diagnostics"] as unknown as {
    properties: Record<string, { description: string; default: string; enum: string[] }>;
  };
  assert.deepEqual(
    Object.entries(own.properties).map(([code, check]) => [code, [said(check.description), check.default]]),
    Object.entries(protocol.checks).map(([code, [what, level]]) => [code, [what(), level]]),
  );
  for (const check of Object.values(own.properties)) assert.deepEqual(check.enum, protocol.levels);
});

test("settings stand in sections, in an order that no two share", () => {
  assert.ok(sections.length >= 3);
  for (const numbers of [
    sections.map(({ order }) => order),
    ...sections.map((section) => Object.values(section.properties).map(({ order }) => order)),
  ]) {
    assert.ok(numbers.every((order) => order !== undefined));
    assert.equal(new Set(numbers).size, numbers.length);
  }
  assert.equal(new Set(sections.map(({ title }) => title)).size, sections.length);
});

const nls = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Record<string, string>;

/** Commands that links in a text of the manifest call; a key stands for its text. */
const linked = (text: string): string[] =>
  [...(nls[text.replaceAll("%", "")] ?? text).matchAll(/\]\(command:([\w.-]+)/g)].map(
    ([, command = ""]) => command,
  );

/** What is in the editor's own hand. */
const isTheEditors = (command: string): boolean =>
  command.startsWith("workbench.") || /^dateline\.\w+\.focus$/.test(command);

test("every step of the walkthrough has its page, links that run, and an event that ticks it", () => {
  const steps = readFileSync(path.join(root, "client/src/steps/progress.ts"), "utf8");
  const [start] = walkthroughs;
  assert.equal(start?.steps.at(-1)?.id, "export");
  for (const { id, title, description, media, completionEvents } of start?.steps ?? []) {
    assert.ok(title && existsSync(path.join(root, media.markdown)), id);
    const links = linked(said(description));
    assert.ok(links.length > 0, id);
    for (const command of links)
      assert.ok(isTheEditors(command) || registered.has(command), `${id}: ${command}`);
    for (const event of completionEvents) {
      // Commands are no events here: each is called once without doing anything, before the first time.
      const [, key] = /^onContext:dateline\.steps\.(\w+)$/.exec(event) ?? [];
      assert.ok(key && steps.includes(`"${key}"`), `${id}: ${event}`);
    }
  }
});

test("every view that is empty says one thing to do, wherever the editor is", () => {
  const keys = [
    ...["dateline.article", "dateline.articles.read", "dateline.articles.filtered"],
    "dateline.articles.unseen",
  ];
  for (const { id } of Object.values(views).flat()) {
    const own = viewsWelcome.filter(({ view }) => view === id);
    for (let bits = 0; bits < 2 ** keys.length; bits++) {
      for (const count of ["0", "1"]) {
        const situation = new Map<string, boolean | string>(
          keys.map((key, n) => [key, (bits & (1 << n)) !== 0]),
        );
        situation.set("workspaceFolderCount", count);
        const shown = own.filter(({ when }) =>
          holds(when.replace(/(\w+) != (\w+)/g, "!($1 == $2)"), situation),
        );
        assert.equal(shown.length, 1, `${id} where ${[...situation].join(" ")}`);
      }
    }
  }
  for (const { contents } of viewsWelcome)
    for (const command of linked(said(contents)))
      assert.ok(isTheEditors(command) || registered.has(command), command);
});

test("a setting that does not fit is named and its default taken", () => {
  const { settings, problems } = readSettings({ include: "x", codebook: "acled", annotator: null });
  assert.deepEqual(settings, { ...defaultSettings, codebook: "acled" });
  assert.match(problems.join(), /dateline\.include/);
  assert.deepEqual(readSettings(undefined).settings, defaultSettings);
});

test("which files are articles by default", () => {
  const included = (file: string): boolean => isIncluded(file, defaultSettings);
  assert.deepEqual(["a.txt", "deep/b.txt", ".hidden/c.txt"].map(included), [true, true, true]);
  const others = [
    "requirements-dev.txt",
    "x/CMakeLists.txt",
    "robots.txt",
    "LICENSE.txt",
    "README.txt",
    "a.md",
    "a.txt.dateline.json",
  ];
  assert.deepEqual(
    others.map(included),
    others.map(() => false),
  );
});

test("every label and figures have colours for all kinds of theme", () => {
  for (const name of [...protocol.entityLabels.map((label) => label.toLowerCase()), "figure", "other"]) {
    for (const part of ["Border", "Background"]) {
      const colour = colors.find(({ id }) => id === `dateline.${name}${part}`);
      assert.deepEqual(
        Object.keys(colour?.defaults ?? {}).sort(),
        ["dark", "highContrast", "highContrastLight", "light"],
        name,
      );
    }
  }
});

test("the files that the manifest names are there", () => {
  for (const file of [
    ...manifest.contributes.grammars.map(({ path: grammar }) => grammar),
    ...manifest.contributes.jsonValidation.map(({ url }) => url),
  ]) {
    assert.ok(existsSync(path.join(root, file)), file);
  }
});

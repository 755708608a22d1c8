import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Annotation, mapOffsets } from "../../server/src/annotations/annotation.ts";
import {
  parseSidecar,
  type Sidecar,
  serializeSidecar,
  toCodePoints,
} from "../../server/src/annotations/sidecar.ts";
import { decodeArticle } from "../../server/src/workspace/articleText.ts";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

/** A sidecar's text for an article's. */
export function sidecarFor(
  text: string,
  annotations: readonly Annotation[],
  published?: string,
  extra: Readonly<Record<string, unknown>> = {},
): string {
  return serializeSidecar({
    article: {
      sha256: createHash("sha256").update(text).digest("hex"),
      length: [...text].length,
      language: "en",
      published: published ?? null,
      extra,
    },
    annotations: toCodePoints(annotations, text).map((one) => mapOffsets(one, (offset) => offset)),
    relations: [],
    extra: {},
  });
}

/** A git repository in a folder of its own, away from the user's settings. */
export function startRepository() {
  const base = mkdtempSync(path.join(os.tmpdir(), "dateline-git-"));
  const folder = path.join(base, "work");
  mkdirSync(folder);
  const env = {
    ...process.env,
    HOME: base,
    XDG_CONFIG_HOME: path.join(base, "config"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.org",
    GIT_EDITOR: "true",
  };
  const at = (name: string): string => path.join(folder, name);
  const run = (command: string, args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
    return { status, out: stdout, err: stderr };
  };
  const git = (...args: string[]) => run("git", args);
  const commit = (files: Readonly<Record<string, string>>, message = "x"): void => {
    for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
    execFileSync("git", ["add", "-A"], { cwd: folder, env });
    execFileSync("git", ["commit", "--allow-empty", "-qm", message], { cwd: folder, env });
  };
  git("init", "-q", "-b", "main");
  return {
    folder,
    at,
    git,
    commit,
    dateline: (...args: string[]) => run(process.execPath, [cli, ...args]),
    /** Makes git run the program with these words as a hook. */
    hook: (name: string, words: string): void =>
      writeFileSync(at(`.git/hooks/${name}`), `#!/bin/sh\n'${process.execPath}' '${cli}' ${words}\n`, {
        mode: 0o755,
      }),
    text: (name: string): string => readFileSync(at(name), "utf8"),
    sidecar(name = "a.txt"): Sidecar {
      const { text } = decodeArticle(readFileSync(at(`${name}.dateline.json`)));
      const { sidecar, problem } = parseSidecar(text);
      if (!sidecar) throw new Error(`${problem.message}\n${text}`);
      return sidecar;
    },
    end: () => rmSync(base, { recursive: true, force: true }),
  };
}

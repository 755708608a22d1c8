// npm run package: makes dateline-VERSION.vsix. Everything is bundled: no node_modules go into it.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, node24, orExplain, root, run } from "./install.mjs";

/** Packages the extension into the file given, with bundles built for production, and returns its path. */
export async function packageExtension(out, { quiet = true } = {}) {
  mkdirSync(path.dirname(out), { recursive: true });
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  const args = [
    vsce,
    "package",
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--no-rewrite-relative-links",
    "--out",
    out,
  ];
  await run(node24, args, { stdio: quiet ? ["ignore", "ignore", "inherit"] : "inherit" });
  return out;
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  orExplain(
    ensureInstalled().then(() =>
      packageExtension(path.join(root, `dateline-${version}.vsix`), { quiet: false }),
    ),
  );
}

// Lets Node import lexicons as the text they hold, as esbuild's text loader does in the bundles.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  load(url, context, nextLoad) {
    // A model is read when it is first asked for, as the plugin of scripts/build.mjs has it.
    if (url.endsWith(".bin")) {
      const source = `import { readFileSync } from "node:fs"; export default () => readFileSync(new URL(import.meta.url));`;
      return { format: "module", source, shortCircuit: true };
    }
    if (!/\.(txt|tsv)$/.test(url)) return nextLoad(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
  },
});

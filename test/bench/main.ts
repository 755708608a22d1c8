// `npm run bench [-- PART [ARGUMENT …]]`: all benchmarks one after the other, or one of them; README.md says what each
// measures. Each is a process of its own, so that none finds the caches of another warm.
import { spawnSync } from "node:child_process";
import path from "node:path";

const parts = ["corrections", "dataset", "pipeline", "keystroke", "opening", "growth", "memory"];

const [part, ...args] = process.argv.slice(2);
if (part !== undefined && !parts.includes(part)) {
  console.error(`There is no benchmark “${part}”; there are ${parts.join(", ")}.`);
  process.exit(2);
}
const imports = path.resolve(import.meta.dirname, "../support/textImports.mjs");
const failed = (part === undefined ? parts : [part]).filter((name) => {
  console.log(`\n${name}`);
  const file = path.join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", "--import", imports, file, ...args], {
    stdio: "inherit",
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Not within the bounds: ${failed.join(", ")}`);
  process.exitCode = 1;
}

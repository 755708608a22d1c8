// Runs in the extension host in place of the tests' entry, see code.ts. Output goes to a file: it is whole and in order,
// even where the host crashes; the window would drop blank lines and the last lines. A mark says that run() came back:
// the window reports 0 even where the extension host was killed.
const fs = require("node:fs");
const util = require("node:util");

const { VSCODE_HOST_TESTS: tests, VSCODE_HOST_OUT: out, VSCODE_HOST_DONE: done } = process.env;
const fd = fs.openSync(out, "a");
// The extension host has made these read-only for assignment.
const set = (object, key, value) =>
  Object.defineProperty(object, key, { value, writable: true, configurable: true });
for (const key of ["log", "info", "debug", "warn", "error", "trace"]) {
  set(console, key, (...args) => void fs.writeSync(fd, `${util.format(...args)}\n`));
}
const write = (chunk, encoding, callback) => {
  fs.writeSync(fd, chunk);
  (typeof encoding === "function" ? encoding : callback)?.();
  return true;
};
for (const key of ["stdout", "stderr"])
  set(process, key, Object.create(process[key], { write: { value: write } }));

exports.run = async () => {
  try {
    const { run } = require(tests);
    if (typeof run !== "function") throw new Error(`${tests} exports no run()`);
    await run();
    fs.writeFileSync(done, "ok");
  } catch (error) {
    fs.writeFileSync(done, "failed");
    throw error;
  }
};

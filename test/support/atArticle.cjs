// Loaded before the program (NODE_OPTIONS=--require …): something happens when it reads the article that AT_ARTICLE names.
// HAPPENS is a signal, which the program gets, or "thread", which ends the thread that reads it.
const fs = require("node:fs");
const promises = require("node:fs/promises");
const { isMainThread } = require("node:worker_threads");

const { readFileSync } = fs;
const { readFile } = promises;
let happened = false;

function happen(file) {
  const { AT_ARTICLE, HAPPENS } = process.env;
  if (happened || !String(file).endsWith(AT_ARTICLE)) return;
  if (HAPPENS === "thread") {
    if (!isMainThread) process.exit(3);
    return;
  }
  happened = true;
  process.kill(process.pid, HAPPENS);
}

fs.readFileSync = (file, ...more) => {
  happen(file);
  return readFileSync(file, ...more);
};
promises.readFile = (file, ...more) => {
  happen(file);
  return readFile(file, ...more);
};

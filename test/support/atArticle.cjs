// Loaded before the program (NODE_OPTIONS=--require …): something happens when it reads the article that AT_ARTICLE names.
// HAPPENS is a signal, which the program gets, or "thread", which ends the thread that reads it.
const fs = require("node:fs/promises");
const { isMainThread } = require("node:worker_threads");

const { readFile } = fs;
let happened = false;

fs.readFile = (file, ...more) => {
  const { AT_ARTICLE, HAPPENS } = process.env;
  if (!happened && String(file).endsWith(AT_ARTICLE)) {
    if (HAPPENS === "thread" && !isMainThread) process.exit(3);
    if (HAPPENS !== "thread" && isMainThread) {
      happened = true;
      process.kill(process.pid, HAPPENS);
    }
  }
  return readFile(file, ...more);
};

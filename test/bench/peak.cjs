// Loaded before a program (NODE_OPTIONS=--require …): writes the most memory that it held, in kB, to the file PEAK.
const { writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread)
  process.on("exit", () => writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS)));

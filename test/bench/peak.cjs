// Loaded before a program (NODE_OPTIONS=--require …): writes what it took as JSON to the file PEAK, memory in kB and time in
// microseconds, of all its threads.
const { writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread)
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(process.env.PEAK, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
  });

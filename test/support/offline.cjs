// Preloaded into a program that must not reach for the network: whatever would do so throws, and is noted in the file that
// DATELINE_REACHED names.
const { appendFileSync } = require("node:fs");

const refuse =
  (what) =>
  (...args) => {
    appendFileSync(process.env.DATELINE_REACHED, `${what}\n`);
    throw new Error(`${what} reaches for the network: ${String(args[0])}`);
  };

const ways = {
  "node:net": ["connect", "createConnection", "createServer"],
  "node:tls": ["connect", "createServer"],
  "node:http": ["request", "get", "createServer"],
  "node:https": ["request", "get", "createServer"],
  "node:http2": ["connect", "createServer"],
  "node:dgram": ["createSocket"],
  "node:dns": ["lookup", "resolve"],
  "node:dns/promises": ["lookup", "resolve"],
};
for (const [name, functions] of Object.entries(ways)) {
  const own = require(name);
  for (const one of functions) own[one] = refuse(`${name}.${one}`);
}
require("node:net").Socket.prototype.connect = refuse("Socket.connect");
for (const name of ["fetch", "WebSocket", "EventSource"]) globalThis[name] = refuse(name);

import { readFileSync } from "node:fs";
import path from "node:path";

export const fixtures = path.resolve(import.meta.dirname, "../fixtures");

/** The marked sentences of a table of fixtures, by the phrasing that a comment above them names. */
export function tableOf(file: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let group = "";
  for (const line of readFileSync(path.join(fixtures, file), "utf8").split("\n")) {
    if (line.startsWith("#")) {
      group = line.slice(1).trim();
    } else if (line.trim() !== "") {
      groups.set(group, [...(groups.get(group) ?? []), line]);
    }
  }
  return groups;
}

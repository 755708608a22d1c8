import { readdirSync } from "node:fs";
import type { Article, Name } from "./corpora.ts";
import { readShared, sharedPath } from "./shared.ts";

interface Gold {
  readonly article: string;
  readonly entities?: readonly {
    readonly start: number;
    readonly end: number;
    readonly label: Name["label"];
  }[];
}

/** The articles whose names are marked, each as one piece. */
export function markedArticles(): Article[] {
  const found: Article[] = [];
  for (const file of readdirSync(sharedPath("gold"))
    .filter((name) => name.endsWith(".gold.json"))
    .sort()) {
    const gold = JSON.parse(readShared("gold", file)) as Gold;
    if (!gold.entities || gold.entities.length === 0) continue;
    // No character of these articles lies outside the BMP: code points are UTF-16 code units.
    found.push([{ text: readShared("articles", gold.article), names: [...gold.entities] }]);
  }
  return found;
}

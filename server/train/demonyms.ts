import { foldName } from "../src/detect/gazetteer/fold.ts";
import { tokenize } from "../src/text/token.ts";
import { ownForms } from "./ownForms.ts";

const demonyms = new Set<string>();
for (const { words, label } of ownForms()) if (label === "NORP") demonyms.add(words.join(" "));

/** Whether words are a people of our lists (`Yemeni`, `Kurds`, `اليمنية`). */
export const isDemonym = (text: string): boolean =>
  demonyms.has(
    tokenize(text)
      .filter((token) => token.text !== "-")
      .map((token) => foldName(token.norm))
      .join(" "),
  );

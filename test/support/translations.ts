import { globSync, readFileSync } from "node:fs";
import path from "node:path";

// What the translations of the interface have to keep, for the manifest's strings as for those of the sources.

const root = path.resolve(import.meta.dirname, "../..");

/** Strings by their keys. */
export type Bundle = Readonly<Record<string, string>>;

/** Reads a bundle by its path in the project. */
export const bundleIn = (file: string): Bundle =>
  JSON.parse(readFileSync(path.join(root, file), "utf8")) as Bundle;

/** The modules of client and server, with their texts. */
export const filesOfSources = (): (readonly [file: string, source: string])[] =>
  globSync("{client,server}/src/**/*.ts", { cwd: root }).map((file) => [
    file,
    readFileSync(path.join(root, file), "utf8"),
  ]);

/** The names of a module's constants that call `l10n.t` where they are made, not in a function. */
export const wordsTooEarly = (source: string): string[] =>
  [...source.matchAll(/^(?:export )?const (\w+).*\n(?:[ )\]}].*\n)*/gm)].flatMap(([made, name = ""]) =>
    made.includes("l10n.t(") && !/=>|\) \{$|\): .* \{$/m.test(made.split("l10n.t(")[0] ?? "") ? [name] : [],
  );

/**
 * The strings that `l10n.t` is called with in the sources, each once, in alphabetical order; fails at a call with anything
 * but one string literal, which no bundle could have.
 */
export function stringsOfSources(): string[] {
  const found = new Set<string>();
  for (const [file, source] of filesOfSources()) {
    for (const { 1: literal, index } of source.matchAll(/\bl10n\s*\.t\(\s*("(?:[^"\\]|\\.)*"\s*[,)])?/g)) {
      if (literal === undefined) throw new Error(`${file}:${index}: l10n.t takes a string in double quotes.`);
      found.add(JSON.parse(literal.replace(/\s*[,)]$/, "")) as string);
    }
  }
  return [...found].sort();
}

/** The names of the placeholders of a string, in order, each once. */
export const placeholdersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))].sort();

/**
 * A right-to-left string as it is to stand in an interface that runs from left to right: each line that holds more than
 * Arabic words, or what is put in, is isolated from its surroundings as right-to-left, each notation in it as left-to-right, and each
 * placeholder by its own first letter.
 * Lines that are one link stay as they are, for the editor draws only those as buttons, and so do icons at the start.
 */
export const rightToLeft = (text: string): string => text.split("\n").map(lineRightToLeft).join("\n");

/**
 * What keeps its signs where they are from left to right: dates and ranges, comparisons and their signs, bounds, terms of a
 * filter, keys whose last is a sign, options of a program, endings of files.
 */
const NOTATION = new RegExp(
  [
    // Where a link leads to is for the editor alone.
    /\]\([^)]*\)/u,
    /(?:\w+(?::|[<>]=?|=))?\d+(?:[-–]\d+)+(?:\.\.\d+(?:-\d+)+)?/u,
    /(?:\{\w+\})?(?:[<>]=?|=|~)\d+/u,
    /(?<=^| )(?:[<>]=?|=)(?= |$)/u,
    /\d+\+/u,
    /\{\w+\}:\{\w+\}/u,
    /(?:Alt|Ctrl)\+[.,[\]]/u,
    /(?<=\p{Script=Arabic} )--\w+/u,
    /(?<=\p{Script=Arabic} ?)\.[a-z]+/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

function lineRightToLeft(line: string): string {
  const bare = line.replace(/[\u2066-\u2069]/g, "");
  if (/^\s*\[[^\]]*\]\([^)]*\)\s*$/.test(bare) || /^[\p{Script=Arabic}\p{M} ]*$/u.test(bare)) return bare;
  const hold = (text: string): string => text.replace(/\{\w+\}/g, "\u2068$&\u2069");
  if (!/\p{Script=Arabic}|\{\w+\}/u.test(bare)) return bare;
  const apart = hold(
    bare.replace(NOTATION, (found) => (found.startsWith("]") ? found : `\u2066${found}\u2069`)),
  );
  const [, icon = "", words = ""] = /^((?:\$\([\w-]+\) )?)(.*)$/su.exec(apart) ?? [];
  return `${icon}\u2067${words}\u2069`;
}

/** What a string may stand in, before the string itself: comments, imports, and `l10n.t` are nothing to look into. */
const PIECES =
  /\/\*[\s\S]*?\*\/|\/\/.*|(?:from|l10n\s*\.t\(\s*)\s*"(?:[^"\\]|\\.)*"|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/**
 * Strings of a source that look as if a user read them and are translated nowhere: two words of small letters in a row, or
 * one that begins with a capital letter, but no markup and no pattern. What stands between in a template string is `{}`.
 */
export const untranslated = (source: string): string[] =>
  [...source.matchAll(PIECES)]
    .flatMap(([, plain = "", template]) => {
      // The `}` of a placeholder is no end of what is put in.
      const text = template?.replace(/\{\d\}/g, "") ?? plain;
      const inside = [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, code = ""]) => untranslated(code));
      return [text.replace(/\$\{[^}]*\}/g, "{}"), ...inside];
    })
    .filter(
      (text) => /[a-z]{2,},? [a-z]{2,}|^[A-Z][a-z]+(?=[ .,:…]|$)/.test(text) && !/^[<^:@]|>\n/.test(text),
    );

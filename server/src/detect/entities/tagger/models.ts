import arabicBytes from "../../../../model/ar.bin";
import englishBytes from "../../../../model/en.bin";
import type { Language } from "../../../text/language.ts";
import { readModel } from "./model.ts";
import { newTagger, type Tagger } from "./tagger.ts";

const BYTES = { ar: arabicBytes, en: englishBytes };
const taggers = new Map<Language, Tagger>();

/** The tagger of a language, read when it is first asked for. */
export function taggerOf(language: Language): Tagger {
  const have = taggers.get(language);
  if (have) return have;
  const tagger = newTagger(readModel(BYTES[language]()), language);
  taggers.set(language, tagger);
  return tagger;
}

/**
 * How a Latin word sounds, as far as spellings of Arabic names leave it open: its consonants with those made one that
 * transliterations mix (q and k, dh and d), and for each vowel between them which Arabic vowels it can stand for.
 */
interface Sound {
  /** Consonants, `.` where vowels stand. */
  readonly frame: string;
  /** Bits of the Arabic vowels that each vowel can stand for. */
  readonly vowels: readonly number[];
}

const A = 1;
const I = 2;
const U = 4;
const AI = 8;
const AU = 16;

const VOWELS = new Map<string, number>([
  ["a", A],
  ["aa", A],
  ["e", A | I | AI],
  ["i", I],
  ["y", I],
  ["ee", I],
  ["ie", I],
  ["iy", I],
  ["ei", A | I | AI],
  ["ey", I | AI],
  ["ai", AI],
  ["ay", AI],
  ["ae", A | AI],
  ["o", U | AU],
  ["u", U],
  ["oo", U],
  ["ou", U | AU],
  ["au", AU],
  ["aw", AU],
  ["ow", AU],
]);

const CONSONANTS = new Map<string, string>([
  ["sh", "S"],
  ["kh", "K"],
  ["gh", "G"],
  ["dh", "d"],
  ["th", "t"],
  ["ch", "C"],
  ["ph", "f"],
  ["ck", "k"],
  ["q", "k"],
]);

const vowelsOf = (letters: string): number => {
  const known = VOWELS.get(letters);
  if (known !== undefined) return known;
  let all = 0;
  for (const letter of letters) all |= VOWELS.get(letter) ?? 0;
  return all;
};

/** A final h behind a vowel is not heard; y is a vowel but in front, w where a vowel stands before it and none behind. */
const PARTS = /^y|(?:[aeiou]|(?<!^)y|(?<=[aeo])w(?![aeiouy]))+|sh|kh|gh|dh|th|ch|ph|ck|[a-z]/g;

function soundOf(word: string): Sound | null {
  if (!/^[a-z]{4,24}$/.test(word)) return null;
  let frame = "";
  const vowels: number[] = [];
  for (const [part] of word.replace(/(?<=[aeiouy])h$/, "").matchAll(PARTS)) {
    if (/^(?:[aeiou]|y.|aw|ow)/.test(part) || (part === "y" && frame !== "")) {
      frame += ".";
      vowels.push(vowelsOf(part));
    } else {
      const consonant = CONSONANTS.get(part) ?? part;
      // Doubled letters are one.
      if (!frame.endsWith(consonant)) frame += consonant;
    }
  }
  return frame.replaceAll(".", "").length < 2 ? null : { frame, vowels };
}

/** Of as many words as a long article has, and those of the articles around it. */
const MOST_KNOWN = 20_000;
const sounds = new Map<string, Sound | null>();

/** The same, found out once for each word. */
function knownSound(word: string): Sound | null {
  const have = sounds.get(word);
  if (have !== undefined) return have;
  const sound = soundOf(word);
  if (sounds.size >= MOST_KNOWN) sounds.clear();
  sounds.set(word, sound);
  return sound;
}

const alike = (a: Sound, b: Sound): boolean =>
  a.vowels.every((vowel, n) => (vowel & (b.vowels[n] ?? 0)) !== 0);

/** How many words of one frame are told apart; others count as written, so that an article costs linear time. */
const MOST = 8;

/**
 * A function that gives for each folded word the first word, of those that it was given before, which is another
 * spelling of the same name (`mohamed`, `muhammad`), else the word itself. What it gives depends on the words before
 * alone, so text at the end of an article changes nothing above it.
 */
export function createSpeller(): (word: string) => string {
  const frames = new Map<string, { word: string; sound: Sound }[]>();
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const sound = knownSound(word);
    let first = word;
    if (sound) {
      const others = frames.get(sound.frame) ?? [];
      const other = others.find((one) => alike(one.sound, sound));
      if (other) first = other.word;
      else if (others.length < MOST) others.push({ word, sound });
      frames.set(sound.frame, others);
    }
    known.set(word, first);
    return first;
  };
}

const ARABIC = new Map<string, string>(
  Object.entries({
    ب: "b",
    ت: "t",
    ث: "t",
    ج: "j",
    ح: "h",
    خ: "K",
    د: "d",
    ذ: "d",
    ر: "r",
    ز: "z",
    س: "s",
    ش: "S",
    ص: "s",
    ض: "d",
    ط: "t",
    ظ: "d",
    غ: "g",
    ف: "f",
    ق: "k",
    ك: "k",
    ل: "l",
    م: "m",
    ن: "n",
    ه: "h",
  }),
);

/** Consonants that one script writes and the other has no letter of its own for. */
const LATIN = new Map<string, string>(
  Object.entries({
    ...Object.fromEntries(CONSONANTS),
    C: "S",
    gh: "g",
    ch: "S",
    p: "b",
    v: "f",
    g: "g",
    c: "k",
  }),
);

/**
 * The consonants of a folded word of either script without its article, under which a name and its transliteration are
 * the same (`المخلافي` and `Mikhlafi`); semivowels and a final h are left out.
 */
export function consonantsOf(word: string): string {
  let found = "";
  const push = (consonant: string | undefined): void => {
    if (consonant !== undefined && !found.endsWith(consonant)) found += consonant;
  };
  if (/^[a-z]/.test(word)) {
    for (const [part] of word.replace(/h$/, "").matchAll(/sh|kh|gh|dh|th|ch|ph|ck|[b-df-hj-np-tvxz]/g))
      push(LATIN.get(part) ?? part);
  } else {
    for (const letter of word.replace(/ه$/, "")) push(ARABIC.get(letter));
  }
  return found;
}

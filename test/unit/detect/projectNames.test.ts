import assert from "node:assert/strict";
import { test } from "node:test";
import { type DetectOptions, detect, detection, emptyMemory } from "../../../server/src/detect/detect.ts";
import { soughtName } from "../../../server/src/detect/resolve/nameForms.ts";
import {
  indexName,
  type LearnedName,
  listed,
  listedIndex,
  noNames,
  type ProjectNames,
} from "../../../server/src/detect/resolve/nameIndex.ts";

/** Names of a gazetteer, as `LABEL form`, or `LABEL form|form = name in full`. */
function gazetteer(...lines: string[]): ProjectNames {
  const forms = lines.flatMap((line, n) => {
    const [, label = "", list = "", full] = /^(\S+) (.*?)(?: = (.*))?$/.exec(line) ?? [];
    const [main = ""] = list.split("|");
    return list.split("|").map((form) =>
      listed({
        form,
        label: label === "-" ? null : (label as "LOC"),
        name: full ?? main,
        file: "n.tsv",
        line: n + 1,
      }),
    );
  });
  return { version: "", listed: listedIndex(forms.filter((form) => form !== null)), learned: noNames };
}

/** Names as they were decided: `LABEL form accepted rejected`. */
function learned(...lines: string[]): ProjectNames {
  const index = { lengths: new Map<string, readonly number[]>(), byWords: new Map<string, LearnedName>() };
  for (const line of lines) {
    const [, label = "", form = "", yes, no] = /^(\S+) (.*) (\d+) (\d+)$/.exec(line) ?? [];
    const sought = soughtName(form);
    assert.ok(sought);
    const { words, casing } = sought;
    const former = index.byWords.get(words);
    const verdict = {
      label: label as "LOC",
      accepted: Number(yes),
      rejected: Number(no),
      article: "a.txt",
      by: "me",
    };
    indexName(index, words, {
      casings: [...(former?.casings ?? []), casing],
      verdicts: [...(former?.verdicts ?? []), verdict],
    });
  }
  return { version: "", listed: noNames, learned: index };
}

/** The mentions of some words, as `text LABEL source`. */
const on = (text: string, words: RegExp, names: ProjectNames): string[] =>
  detect(text, { names })
    .entities.filter((mention) => words.test(mention.text))
    .map((mention) => `${mention.text} ${mention.label} ${mention.source}`);

test("the project's names are found however their letters are written, behind clitics and over hyphens", () => {
  const names = gazetteer(
    "ORG Zahra-Brigade",
    "LOC Bir Zanqar",
    "LOC بئر زنقار",
    "WEAPON kalash",
    "ORG IS",
    "LOC الرمالية",
  );
  const text =
    "Zahra brigade, the Zahra Brigade and IS took BIR ZÁNQAR with a Kalash; it is done in bir zanqar.";
  assert.deepEqual(on(text, /zahra|^IS$|z.nqar|kalash|^is$/i, names), [
    "Zahra Brigade ORG project",
    "IS ORG project",
    "BIR ZÁNQAR LOC project",
    "Kalash WEAPON project",
  ]);
  assert.deepEqual(on("وقعت اشتباكات في بِئْر زنقار وببئر زنقار ثم للرمالية", /زنقار|رمالي/, names), [
    "بِئْر زنقار LOC project",
    "بئر زنقار LOC project",
    "للرمالية LOC project",
  ]);
});

test("the hyphens of the web are hyphens", () => {
  const names = gazetteer("ORG Zahra Brigade");
  for (const hyphen of ["-", "\u2010", "\u2011"])
    assert.deepEqual(on(`Men of Zahra${hyphen}Brigade left.`, /Zahra/, names), [
      `Zahra${hyphen}Brigade ORG project`,
    ]);
});

test("the project's label goes before that of detection, and the mention says so", () => {
  const [aden] = detect("Shells hit Aden.", { names: gazetteer("ORG Aden") }).entities.filter(
    ({ text }) => text === "Aden",
  );
  assert.equal(aden?.label, "ORG");
  assert.deepEqual(aden?.because, { kind: "listed", file: "n.tsv", line: 1, name: "Aden", instead: "LOC" });
});

test("names that the project does not want are gone wherever the article has them", () => {
  const text = "They left Aden. Aden is calm. Abyan too, said Rami Abdel Rahman. Rahman fled on Friday.";
  const names = gazetteer("- Aden", "- Rahman", "- Friday");
  assert.deepEqual(
    detect(text, { names }).entities.map((mention) => mention.text),
    ["Abyan", "Rami Abdel Rahman"],
  );
});

/** The entities of a text, each as `name: words | words`. */
function entities(text: string, names: ProjectNames): string[] {
  const found = new Map<string, string[]>();
  for (const { entity, name, text: words } of detect(text, { names }).entities) {
    const forms = found.get(`${entity} ${name}`) ?? [];
    found.set(`${entity} ${name}`, [...forms, words]);
  }
  return [...found].map(([name, forms]) => `${name.replace(/^\S+ /, "")}: ${forms.join(" | ")}`);
}

test("all forms of an entry are one entity, which is called as the entry is, whatever its label", () => {
  for (const label of ["LOC", "ORG", "PERSON", "NORP", "WEAPON"])
    assert.deepEqual(
      entities(
        "Bir Zanqar fell. Camp Nine burned.",
        gazetteer(`${label} Bir Zanqar|Camp Nine = Bir Zanqar, Rif Dimashq`),
      ),
      ["Bir Zanqar, Rif Dimashq: Bir Zanqar | Camp Nine"],
      label,
    );
  assert.deepEqual(
    entities(
      "Abu Khalid spoke. Ahmad Saleh left. Saleh is back, said Gen. Hassan Tawil. Tawil agreed.",
      gazetteer("PERSON Ahmad Saleh|Abu Khalid", "PERSON Tawil"),
    ),
    ["Ahmad Saleh: Abu Khalid | Ahmad Saleh | Saleh", "Hassan Tawil: Hassan Tawil | Tawil"],
  );
});

test("what our lists have of an entry that the project has too is the project's", () => {
  assert.deepEqual(
    entities(
      "They left Sanaa. They left Sana'a. Azmar Hill fell.",
      gazetteer("LOC Sanaa|Azmar Hill = Amanat Sanaa"),
    ),
    ["Amanat Sanaa: Sanaa | Sana'a | Azmar Hill"],
  );
  // Two entries of the project are two, and one name as two labels too.
  assert.deepEqual(
    entities("Bir Zanqar fell. Camp Nine burned.", gazetteer("LOC Bir Zanqar", "LOC Camp Nine")),
    ["Bir Zanqar: Bir Zanqar", "Camp Nine: Camp Nine"],
  );
  assert.deepEqual(entities("Raqqa fell. Rakka burned. Ar Raqqah is calm.", gazetteer("LOC Raqqa")), [
    "Raqqa: Raqqa | Rakka | Ar Raqqah",
  ]);
});

test("figures go by the names that the project gives, with a memory too", () => {
  const text = "At least 31 people were killed in Bir Zanqar on Friday.";
  const place = (names?: ProjectNames): string | undefined => {
    const { figures, entities } = detect(text, names ? { names } : {});
    return entities.find(({ id }) => id === figures[0]?.place)?.text;
  };
  assert.equal(place(gazetteer("LOC Bir Zanqar")), "Bir Zanqar");
  assert.equal(place(gazetteer("PERSON Bir Zanqar")), undefined);
  const memory = emptyMemory();
  const all: DetectOptions[] = [
    {},
    { names: gazetteer("LOC Bir Zanqar") },
    { names: gazetteer("ORG Bir Zanqar") },
    { names: gazetteer("- Bir Zanqar", "- Friday") },
    {},
  ];
  for (const options of all) {
    const steps = detection(text, options, memory);
    for (let step = steps.next(); ; step = steps.next()) {
      if (!step.done) continue;
      assert.deepEqual(step.value, detect(text, options));
      break;
    }
  }
});

test("a name that was accepted is suggested, as it was written", () => {
  const names = learned("LOC Qarahta 1 0", "LOC قرحتا 1 0");
  assert.deepEqual(on("It is calm, qarahta of Qarahta.", /qarahta/i, names), ["Qarahta LOC learned"]);
  assert.deepEqual(on("الوضع هادئ وبقرحتا وقرحتا", /قرحتا/, names), [
    "قرحتا LOC learned",
    "قرحتا LOC learned",
  ]);
  assert.deepEqual(
    on("It is calm in Qarahta.", /qarahta/i, learned("ORG Qarahta 1 1")).includes("Qarahta ORG learned"),
    false,
  );
});

test("a name that was accepted behind a clitic that hides its article is that name everywhere", () => {
  const names = learned("LOC للزنقار 1 0");
  assert.deepEqual(on("الوضع هادئ في الزنقار ثم للزنقار", /زنقار/, names), [
    "الزنقار LOC learned",
    "للزنقار LOC learned",
  ]);
  assert.deepEqual(on("وصلت تعزيزات إلى الزنقار ثم وللعراق", /عراق/, learned("LOC العراق 0 2")), []);
  assert.deepEqual(on("وصلت تعزيزات ثم للعراق", /عراق/, gazetteer("- العراق")), []);
});

test("common words, and words written small, do not spread for one acceptance", () => {
  const text = "Reform is slow. They voted for Reform. The militants left.";
  assert.deepEqual(on("However, it rained.", /However/, learned("ORG However 1 0")), []);
  assert.deepEqual(on(text, /militants/, learned("ORG militants 1 0")), []);
  assert.deepEqual(on("A volunteer fighter left.", /fighter/, learned("PERSON volunteer fighter 1 0")), []);
  assert.deepEqual(on(text, /militants/, learned("ORG militants 2 0")), ["militants ORG learned"]);
  assert.deepEqual(on("قال جنود إن الوضع هادئ", /جنود/, learned("ORG جنود 1 0")), []);
  assert.deepEqual(on("قال جنود إن الوضع هادئ", /جنود/, learned("ORG جنود 2 0")), ["جنود ORG learned"]);
});

test("a listed name needs two rejections, and a relabelled one two, before it changes elsewhere", () => {
  const text = "Shells hit Aden.";
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 0 1")), ["Aden LOC gazetteer"]);
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 0 2")), []);
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 2 2")), ["Aden LOC gazetteer"]);
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 0 1", "ORG Aden 1 0")), ["Aden LOC gazetteer"]);
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 0 2", "ORG Aden 2 0")), ["Aden ORG learned"]);
  assert.deepEqual(on(text, /Aden/, learned("LOC Aden 3 0", "ORG Aden 5 0")), ["Aden LOC gazetteer"]);
});

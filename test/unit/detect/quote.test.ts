import assert from "node:assert/strict";
import { test } from "node:test";
import { proposedFigure } from "../../../server/src/features/proposal.ts";

const check = (
  words: string,
  min: number | null,
  max: number | null,
  qualifier: string,
  victims: string | null,
): void =>
  assert.deepEqual(
    proposedFigure(`x ${words} y`, { start: 1, end: words.length + 3 - 1 }),
    { min, max, qualifier, victims },
    words,
  );

test("the number of chosen English words is read with what qualifies it, and the victims without it", () => {
  check("At least 40 rebels", 40, null, "at_least", "rebels");
  check("40 rebels", 40, 40, "exact", "rebels");
  check("more than 1,200 people", 1201, null, "more_than", "people");
  check("up to a dozen civilians", 0, 12, "at_most", "civilians");
  check("between 20 and 30 soldiers", 20, 30, "range", "soldiers");
  check("20-30 soldiers", 20, 30, "range", "soldiers");
  check("twenty-three or more men", 23, null, "at_least", "men");
  check("dozens of villagers", null, null, "vague", "villagers");
  check("a police officer", 1, 1, "exact", "police officer");
  check("a 25-year-old man", 1, 1, "exact", "25-year-old man");
  check("a girl of seven", 1, 1, "exact", "girl of seven");
  check("a man, 60", 1, 1, "exact", "man, 60");
  check("a group of seven", 7, 7, "exact", "a group of");
  check("30-odd villagers", 30, 30, "about", "villagers");
  check("both pilots", 2, 2, "exact", "pilots");
  check("no civilians", 0, 0, "exact", "civilians");
  check("three were children", 3, 3, "exact", "children");
  check("at least 17", 17, null, "at_least", null);
  check("villagers", null, null, "vague", "villagers");
});

test("and of Arabic ones, in digits of either kind, in words and in the dual", () => {
  check("٤٠ مسلحا", 40, 40, "exact", "مسلحا");
  check("ما لا يقل عن 31 مدنيا", 31, null, "at_least", "مدنيا");
  check("أكثر من خمسين شخصا", 51, null, "more_than", "شخصا");
  check("ما بين 20 و30 جنديا", 20, 30, "range", "جنديا");
  check("نصف مليون شخص", 500_000, 500_000, "exact", "شخص");
  check("ما بين 20 و30 ألف شخص", 20_000, 30_000, "range", "شخص");
  check("جنديان", 2, 2, "exact", "جنديان");
  check("١٧", 17, 17, "exact", null);
});

test("nothing chosen is nothing stated", () => check("", null, null, "vague", null));

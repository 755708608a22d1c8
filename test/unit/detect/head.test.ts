import assert from "node:assert/strict";
import { test } from "node:test";
import { type DetectOptions, detect } from "../../../server/src/detect/detect.ts";

/** The values of the dates of a text, by their words. */
const dates = (text: string, options: DetectOptions = {}): Record<string, string | null> =>
  Object.fromEntries(
    detect(text, options)
      .entities.filter(({ label }) => label === "DATE")
      .map((mention) => [mention.text, mention.value]),
  );

test("relative dates are reckoned from the dateline's day, where the article was published some days later", () => {
  const article = "Published: 18 June 2012\n\nADEN, June 15, 2012 (AP) - Five people were killed yesterday.";
  assert.equal(dates(article)["yesterday"], "2012-06-14");
  assert.equal(detect(article).published, "2012-06-18");
  assert.equal(detect(article).figures[0]?.date, "2012-06-14");
  const monday = "BAGHDAD, Friday (Reuters) - Five people were killed on Saturday.";
  assert.deepEqual(dates(monday, { published: "2012-06-18" }), {
    Friday: "2012-06-15",
    Saturday: "2012-06-09",
  });
  assert.equal(
    dates("صنعاء 15 يونيو (رويترز) - قتل خمسة أمس.", { published: "2012-06-17" })["أمس"],
    "2012-06-14",
  );
});

test("a day without its year agrees with the publication, or is not the article's", () => {
  const text = "BAGHDAD, March 3 (Reuters) - Five people were killed yesterday.";
  assert.deepEqual(dates(text, { published: "2019-03-04" }), {
    "March 3": "2019-03-03",
    yesterday: "2019-03-02",
  });
  assert.equal(dates(text, { published: "2019-09-30" })["yesterday"], "2019-09-29");
  assert.equal(dates(text)["yesterday"], null);
  assert.equal(detect(text).published, null);
});

test("what stands above the dateline is reckoned from the publication", () => {
  const text =
    "Published: 18 June 2012\n\nUpdated yesterday\n\nADEN, June 15 (AP) - Five people were killed yesterday.";
  const values = detect(text).entities.filter((mention) => mention.text === "yesterday");
  assert.deepEqual(
    values.map(({ value }) => value),
    ["2012-06-17", "2012-06-14"],
  );
});

test("a figure whose place is not stated does not take the dateline's", () => {
  for (const text of [
    "ADEN (Reuters) - Gunmen killed five people on Friday.",
    "ADEN, Yemen, June 15, 2012 - Five people were killed.",
    "عدن (رويترز) - قتل خمسة أشخاص يوم الجمعة.",
    "عدن - وكالات: قتل خمسة أشخاص.",
  ]) {
    const { head, figures } = detect(text);
    assert.ok(head.place && figures.length === 1, text);
    assert.equal(figures[0]?.place, null, text);
  }
});

test("place and agency say which mention they are, and languages how many paragraphs each has", () => {
  const { head, entities } = detect("ADEN (Reuters) - Gunmen came.\n\nقال مسؤول إنهم فروا.\n\nThey fled.");
  const of = (id: string | null | undefined): string | undefined =>
    entities.find((mention) => mention.id === id)?.text;
  assert.equal(of(head.place?.mention), "ADEN");
  assert.equal(of(head.agency?.mention), "Reuters");
  assert.deepEqual(
    head.languages.map(({ language, paragraphs }) => [language, paragraphs]),
    [
      ["en", 2],
      ["ar", 1],
    ],
  );
  assert.equal(head.languages[1]?.start, "ADEN (Reuters) - Gunmen came.\n\n".length);
});

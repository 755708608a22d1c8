import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";

/** The values of the dates of a text, in order. */
const values = (text: string, published: string | null = "2012-06-15"): (string | null)[] =>
  detect(text, { published })
    .entities.filter(({ label }) => label === "DATE")
    .map(({ value }) => value);

/** What each expression means in an article of Friday, 15 June 2012. */
const TABLE: Readonly<Record<string, readonly (readonly [string, string | null])[]>> = {
  "days of the week": [
    ["They came on Friday.", "2012-06-15"],
    ["They came early Friday.", "2012-06-15"],
    ["They came on Thursday night.", "2012-06-14"],
    ["They came last Friday.", "2012-06-08"],
    ["They come next Tuesday.", "2012-06-19"],
    ["They will come on Monday.", null],
    ["They wait until Monday.", null],
    ["They came on Friday last week.", null],
    ["They came on Monday 11 June.", "2012-06-11"],
    ["They came on Monday 12 June.", null],
    ["جاءوا يوم الاثنين الماضي.", "2012-06-11"],
    ["جاءوا مساء الجمعة.", "2012-06-15"],
    ["جاءوا ليلة الخميس.", null],
  ],
  "days and times": [
    ["They came at 9 p.m. on Tuesday.", "2012-06-12T21:00"],
    ["They came at 0600 GMT on June 3, 2012.", "2012-06-03T06:00Z"],
    ["They came at 10:30 a.m.", null],
    ["They came on 31 February 2012.", null],
    ["They came on 6/15/2012.", "2012-06-15"],
    ["They came on 13/06/2012.", "2012-06-13"],
    ["The gunmen came to the town by road on 03/04/2012.", null],
    ["The gunmen came to the town by road on 06/08/2012.", "2012-06-08"],
    ["جاءوا في 03/04/2012.", "2012-04-03"],
    ["جاءوا في 25 رجب 1433 هـ الموافق 15 يونيو 2012 م.", "2012-06-15"],
    ["جاءوا في 25 رجب 1433 هـ.", null],
    ["جاءوا في الخامس عشر من فبراير.", "2012-02-15"],
  ],
  "told from the publication": [
    ["They came two days ago.", "2012-06-13"],
    ["They came two weeks ago.", null],
    ["They came three months ago.", "2012-03"],
    ["They came a year ago.", "2011"],
    ["They came nearly two years ago.", null],
    ["They came 20 years ago.", null],
    ["They came last July.", "2011-07"],
    ["They came in July last year.", "2011-07"],
    ["They came late last year.", "2011"],
    ["They came in the past month.", "2012-05/2012-06"],
    ["They came in the past 24 hours.", "2012-06-14/2012-06-15"],
    ["They came the previous day.", null],
    ["They came three weeks earlier.", null],
    ["جاءوا قبل يومين.", "2012-06-13"],
    ["جاءوا أمس الأول.", "2012-06-13"],
    ["جاءوا قبل يومين من الحرب.", null],
    ["جاءوا في الشهر المنصرم.", "2012-05"],
    ["جاءوا في الأسبوع الماضي.", null],
    ["جاءوا في فبراير/شباط الماضي.", "2012-02"],
  ],
  "no time at all": [
    ["جاءوا قبل 999999999999 يوم.", null],
    ["جاءوا قبل 999999999999 سنة.", null],
    ["جاءوا قبل 999999999999 شهر.", null],
    ["جاءوا قبل 2013 سنة.", null],
    ["جاءوا بين قبل 9999 سنة و12 يونيو.", null],
    ["They came 999999999999 days ago.", null],
    ["They came 2013 years ago.", null],
    ["They came in the past 999999999999 days.", null],
    ["They came in the past 2013 years.", null],
  ],
  stretches: [
    ["They came from June 12-14.", "2012-06-12/2012-06-14"],
    ["They came between 3 and 7 March.", "2012-03-03/2012-03-07"],
    ["They came from December 30, 2011-January 2.", "2011-12-30/2012-01-02"],
    ["They came from Monday to Wednesday.", "2012-06-11/2012-06-13"],
    ["They came from 2011 to 2014.", "2011/2014"],
    ["They came in 1980-88.", "1980/1988"],
    ["They came in 2005-06.", null],
    ["They came in the 1990s.", "1990/1999"],
    ["They came in the summer of 2011.", "2011"],
    ["They came in the winter of 2011.", null],
    ["They came on Christmas Day.", null],
    ["جاءوا بين عامي 2011 و2014.", "2011/2014"],
    ["جاءوا في تسعينيات القرن الماضي.", "1990/1999"],
    ["جاءوا في نهاية العام.", null],
  ],
};

for (const [phenomenon, rows] of Object.entries(TABLE)) {
  describe(phenomenon, () => {
    for (const [text, value] of rows) test(text, () => assert.deepEqual(values(text), [value]));
  });
}

const DAY = 86_400_000;
const published = fc
  .integer({ min: Date.UTC(1990, 0, 1) / DAY, max: Date.UTC(2029, 11, 31) / DAY })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));

const daysBefore = (iso: string | null | undefined, of: string): number =>
  (Date.parse(of) - Date.parse(iso ?? "")) / DAY;

test("whenever it is published, days lie within the days that the words allow", () => {
  const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  fc.assert(
    fc.property(published, fc.constantFrom(...weekdays), (today, weekday) => {
      const within = (text: string, least: number, most: number): void => {
        const [value] = values(text, today);
        const days = daysBefore(value, today);
        assert.ok(days >= least && days <= most, `${text} on ${today}: ${value}`);
        assert.equal(new Date(value ?? "").getUTCDay(), weekdays.indexOf(weekday));
      };
      within(`They came on ${weekday} morning.`, 0, 6);
      within(`They came last ${weekday}.`, 1, 7);
      within(`They come next ${weekday}.`, -7, -1);
    }),
    { numRuns: 150 },
  );
});

test("whenever it is published, what is past is not after it, and intervals run forwards", () => {
  const past = [
    "They came on 30 March.",
    "They came last August.",
    "They came five months ago.",
    "They came three days ago.",
    "They came from March to May.",
    "They came between 28 December and 3 January.",
    "They came from Saturday to Thursday.",
    "They came in the past two weeks.",
    "جاءوا قبل شهرين.",
    "جاءوا في ديسمبر الماضي.",
  ];
  fc.assert(
    fc.property(published, fc.constantFrom(...past), (today, text) => {
      const [value] = values(text, today);
      const [first = "", last = first] = value?.split("/") ?? [];
      assert.ok(first <= last, `${text} on ${today}: ${value}`);
      // A day up to a week ahead is an announcement.
      const latest = new Date(Date.parse(today) + 7 * DAY).toISOString();
      assert.ok(last <= latest, `${text} on ${today}: ${value}`);
    }),
    { numRuns: 300 },
  );
});

test("a figure's date is a day, a month or a year, whatever stands beside it", () => {
  const date = (text: string): string | null | undefined =>
    detect(text, { published: "2012-06-15" }).figures[0]?.date;
  assert.equal(date("Ten people were killed at 9 p.m. on Tuesday."), "2012-06-12");
  assert.equal(date("On Friday, ten people were killed around midnight."), "2012-06-15");
  assert.equal(date("Ten people were killed from June 12 to 14."), "2012-06");
  assert.equal(date("Ten people were killed between May 30 and June 2."), "2012");
  assert.equal(date("Ten people were killed three weeks earlier."), null);
});

test("people counted over more than a month are a total", () => {
  const scope = (text: string): string | undefined =>
    detect(text, { published: "2012-06-15" }).figures[0]?.scope;
  assert.equal(scope("843 people were killed between 26 January and 19 May."), "cumulative");
  assert.equal(scope("Ten people were killed on June 12-14."), "incident");
});

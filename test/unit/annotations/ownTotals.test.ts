import assert from "node:assert/strict";
import { test } from "node:test";
import { changedHeader, mergedHeader } from "../../../server/src/annotations/header.ts";
import {
  type OwnTotal,
  ownTotalChange,
  ownTotalsIn,
  withOwnTotals,
} from "../../../server/src/annotations/ownTotals.ts";

const total = (min: number | null, max: number | null, note = "the ministry's count"): OwnTotal => ({
  min,
  max,
  note,
});
const set = (header: Readonly<Record<string, unknown>>, harm: "killed" | "injured", to: OwnTotal | null) =>
  changedHeader(header, ownTotalChange(header, harm, to));

test("a total is set beside others and taken away again, and nothing else of the header changes", () => {
  const header = { event: "e1" };
  const one = set(header, "killed", total(31, null));
  const two = set(one, "injured", total(4, 4));
  assert.deepEqual(ownTotalsIn(two), { killed: total(31, null), injured: total(4, 4) });
  assert.deepEqual(set(two, "injured", null), one);
  assert.deepEqual(set(one, "killed", null), header);
});

test("it stands in place of what was added up; attackers among them are as counted", () => {
  const counted = {
    killed: { min: 12, max: 12, best: 12, perpetrators: 2 },
    feared: { killed: { min: 3, max: 3, best: 3 } },
  };
  assert.deepEqual(withOwnTotals(counted, { killed: total(14, null), missing: total(0, 5) }), {
    ...counted,
    killed: { min: 14, max: null, best: 14, perpetrators: 2 },
    missing: { min: 0, max: 5, best: null, perpetrators: 0 },
  });
});

test("a total without a note, without a bound or with bounds in the wrong order is refused", () => {
  const refused = (to: OwnTotal, why: RegExp): void =>
    void assert.throws(() => ownTotalChange({}, "killed", to), why);
  refused(total(1, 1, " "), /needs a note/);
  refused(total(null, null), /lower or an upper bound/);
  refused(total(5, 3), /above the upper bound/);
});

test("a merge takes each harm from the side that set it; set differently on both it is a conflict with both", () => {
  const base = set({}, "killed", total(10, 10));
  const ours = set(base, "injured", total(3, 3));
  const theirs = set(base, "killed", total(12, 12));
  const merged = mergedHeader(base, ours, theirs);
  assert.deepEqual(ownTotalsIn(merged), { killed: total(12, 12), injured: total(3, 3) });
  assert.equal(merged["conflict"], undefined);
  const other = set(base, "killed", total(15, 15));
  const divided = mergedHeader(base, theirs, other);
  assert.deepEqual(ownTotalsIn(divided), { killed: total(12, 12) });
  assert.deepEqual(
    [divided["conflict"], divided["opinions"]],
    [true, [{ tally: { killed: total(15, 15) } }]],
  );
  assert.deepEqual(mergedHeader(base, set(base, "killed", null), base), {});
});

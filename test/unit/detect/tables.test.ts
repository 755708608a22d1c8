import { describe, test } from "node:test";
import { checkEntities, checkFigures } from "../../support/check.ts";
import { tableOf } from "../../support/tables.ts";

for (const file of ["figures/en.txt", "figures/ar.txt"]) {
  describe(file, () => {
    for (const [phrasing, lines] of tableOf(file)) {
      test(phrasing, () => {
        for (const line of lines) checkFigures(line);
      });
    }
  });
}

for (const file of ["entities/en.txt", "entities/ar.txt"]) {
  describe(file, () => {
    for (const [phenomenon, lines] of tableOf(file)) {
      test(phenomenon, () => {
        for (const line of lines) checkEntities(line);
      });
    }
  });
}

for (const [file, labels] of [
  ["entities/en-dates.txt", ["DATE"]],
  ["entities/ar-dates.txt", ["DATE"]],
  ["entities/en-amounts.txt", ["MONEY", "WEAPON"]],
  ["entities/ar-amounts.txt", ["MONEY", "WEAPON"]],
] as const) {
  describe(file, () => {
    for (const [phenomenon, lines] of tableOf(file)) {
      test(phenomenon, () => {
        for (const line of lines) checkEntities(line, labels);
      });
    }
  });
}

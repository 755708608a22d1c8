import { type Detections, harms } from "../detect/detection.ts";
import { countInWords, harmInWords, totalInWords } from "../features/words.ts";
import { visible } from "./output.ts";

/** What was found in one article, for people: tally, figures, then entities by label. */
export function detectTable(
  name: string,
  text: string,
  { language, published, figures, entities, tally }: Detections,
): string {
  const lines = [`${visible(name)}  [${language}${published ? `, ${published}` : ""}]`];
  const stated = figures.map((figure) => ({ ...figure, number: figure.number.text }));
  for (const harm of harms) {
    const total = tally[harm];
    if (total)
      lines.push(
        `  ${"total".padEnd(10)}${harmInWords(harm).padEnd(16)}${totalInWords(total, harm, stated)}`,
      );
  }
  const byId = new Map(entities.map((entity) => [entity.id, entity.text]));
  const word = (value: string | null): string | null => (value === null ? null : (byId.get(value) ?? value));
  for (const figure of figures) {
    const about = [word(figure.place), figure.date, word(figure.source)]
      .filter((part) => part !== null)
      .join(", ");
    const count = countInWords(figure);
    const place = `${lineOf(text, figure.start)}`;
    lines.push(
      `  ${`line ${place}`.padEnd(10)}${harmInWords(figure.harm).padEnd(16)}${visible(count).padEnd(22)}${visible(figure.text)}${about ? `  (${visible(about)})` : ""}`,
    );
  }
  const seen = new Map<string, { label: string; name: string; count: number }>();
  for (const entity of entities) {
    const known = seen.get(entity.entity);
    if (known) known.count++;
    else seen.set(entity.entity, { label: entity.label, name: entity.name, count: 1 });
  }
  const labels = [...new Set(entities.map(({ label }) => label))].sort();
  for (const label of labels) {
    const names = [...seen.values()]
      .filter((entity) => entity.label === label)
      .map((entity) =>
        entity.count > 1 ? `${visible(entity.name)} (${entity.count})` : visible(entity.name),
      );
    lines.push(`  ${label.padEnd(10)}${names.join("; ")}`);
  }
  return `${lines.join("\n")}\n`;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

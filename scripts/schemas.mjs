// Writes server/schemas/*.json from the zod schemas. Run under Node 24 with the text imports: `npm run schemas`.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { sidecarSchema } from "../server/src/annotations/schema.ts";
import { projectSchema } from "../server/src/workspace/project.ts";

const jsonSchema = (schema) =>
  `${JSON.stringify(z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" }), null, 2)}\n`;

/** The JSON Schemas by the names of their files in `server/schemas`. */
export const jsonSchemas = () => ({
  "config.schema.json": jsonSchema(projectSchema()),
  "sidecar.schema.json": jsonSchema(sidecarSchema()),
});

if (process.argv[1] === import.meta.filename) {
  const folder = path.join(import.meta.dirname, "../server/schemas");
  for (const [name, text] of Object.entries(jsonSchemas())) await writeFile(path.join(folder, name), text);
}

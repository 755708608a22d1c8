// Writes server/schemas/*.json from the zod schemas. Run under Node 24 with the text imports: `npm run schemas`.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { sidecarSchema } from "../server/src/annotations/schema.ts";

/** The JSON Schema that `server/schemas/sidecar.schema.json` holds. */
export const sidecarJsonSchema = () =>
  `${JSON.stringify(z.toJSONSchema(sidecarSchema, { io: "input", target: "draft-7", unrepresentable: "any" }), null, 2)}\n`;

if (process.argv[1] === import.meta.filename) {
  await writeFile(
    path.join(import.meta.dirname, "../server/schemas/sidecar.schema.json"),
    sidecarJsonSchema(),
  );
}

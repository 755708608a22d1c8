import { keepSidecarsIn } from "../support/articles.ts";

// What holds of sidecars beside their articles holds in a folder of their own: the same tests, once more.

keepSidecarsIn("notes");
await import("./storage.test.ts");

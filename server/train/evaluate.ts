// npm run evaluate: how good detection is, on data that stands beside the project and is not part of it.

import { evaluateArticles } from "./articles.ts";

process.exitCode = evaluateArticles() ? 0 : 1;

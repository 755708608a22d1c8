// Lets tests in the extension host use the window as a person does: press keys, read what is drawn, take pictures.

import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import path from "node:path";
import type { Frame, Page } from "playwright-core";

/** What the tests ask of the window; see `test/vscode/window.ts` for the other side. */
export type WindowRequest =
  | { readonly do: "press"; readonly keys: string }
  | { readonly do: "type"; readonly text: string }
  | { readonly do: "screenshot"; readonly file: string }
  | { readonly do: "evaluate"; readonly script: string }
  /** In the webview whose document has an element that fits the selector; null where there is none yet. */
  | { readonly do: "evaluateIn"; readonly selector: string; readonly script: string };

export interface Control {
  readonly address: string;
  close(): void;
}

/** Answers requests for `page` on a loopback port, under a path that only the tests know. */
export async function serveControl(page: () => Page): Promise<Control> {
  const secret = `/${crypto.randomUUID()}`;
  const server: Server = createServer((request, response) => {
    if (request.url !== secret) {
      response.writeHead(404).end();
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      carryOut(page(), JSON.parse(body) as WindowRequest).then(
        (result) => response.writeHead(200).end(JSON.stringify(result ?? null)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { address: `http://127.0.0.1:${port}${secret}`, close: () => server.close() };
}

async function carryOut(page: Page, request: WindowRequest): Promise<unknown> {
  switch (request.do) {
    case "press":
      return page.keyboard.press(request.keys);
    case "type":
      return page.keyboard.type(request.text);
    case "screenshot":
      mkdirSync(path.dirname(request.file), { recursive: true });
      await page.screenshot({ path: request.file });
      return null;
    case "evaluate":
      return page.evaluate(request.script);
    case "evaluateIn":
      return (await webviewWith(page, request.selector))?.evaluate(request.script);
  }
}

async function webviewWith(page: Page, selector: string): Promise<Frame | undefined> {
  for (const frame of page.frames()) {
    if (frame === page.mainFrame()) continue;
    // A frame may go while it is asked.
    const found = await frame
      .evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`)
      .catch(() => false);
    if (found) return frame;
  }
  return undefined;
}

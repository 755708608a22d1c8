import * as l10n from "@vscode/l10n";
import { type Event, EventEmitter, type Extension, Uri, window, workspace } from "vscode";
import { say, warn } from "../commands/context.ts";
import { dressOf, offerOpening } from "../savedPage.ts";
import type { Chart } from "./model/charts.ts";
import { type Drawing, svgFile } from "./model/drawing.ts";
import type { Shown } from "./model/messages.ts";
import { csvOf, headingOf, reportFile } from "./model/render.ts";

/** Saves parts of the report where the user says; what cannot be written is said. */
export interface ReportSaver {
  csv(chart: Chart): Promise<void>;
  svg(chart: Chart, drawing: Drawing): Promise<void>;
  report(shown: Shown, drawings: ReadonlyMap<string, Drawing>): Promise<void>;
  /** Fires with each file that is written. */
  readonly onDidSave: Event<Uri>;
  dispose(): void;
}

export function createSaver(extension: Extension<unknown>): ReportSaver {
  const saved = new EventEmitter<Uri>();
  const files = {
    csv: { ending: "csv", filters: { CSV: ["csv"] }, title: l10n.t("Save the numbers of the chart") },
    svg: { ending: "svg", filters: { SVG: ["svg"] }, title: l10n.t("Save the chart") },
    html: {
      ending: "html",
      filters: { HTML: ["html"] },
      title: l10n.t("Save the report, to pass it on or print it from the browser"),
    },
  };
  /** Undefined where the user did not say where, or it could not be written. */
  const save = async (
    name: string,
    kind: keyof typeof files,
    content: () => string | Promise<string>,
  ): Promise<Uri | undefined> => {
    const { ending, filters, title } = files[kind];
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const to = await window.showSaveDialog({
      ...(folder ? { defaultUri: Uri.joinPath(folder, `${name}.${ending}`) } : {}),
      filters,
      saveLabel: l10n.t("Save"),
      title,
    });
    if (!to) return undefined;
    try {
      await workspace.fs.writeFile(to, new TextEncoder().encode(await content()));
      saved.fire(to);
      return to;
    } catch (error) {
      warn(error);
      return undefined;
    }
  };
  const tell = (file: Uri | undefined): void => {
    if (file) say(l10n.t("Saved {0}.", workspace.asRelativePath(file)));
  };
  return {
    csv: async (chart) => tell(await save(chart.id, "csv", () => csvOf(chart))),
    svg: async (chart, drawing) =>
      tell(await save(chart.id, "svg", () => svgFile(drawing, headingOf(chart)))),
    async report(shown, drawings) {
      const file = await save("report", "html", async () =>
        reportFile(shown, drawings, await dressOf(extension, "dist/report.css")),
      );
      if (file) void offerOpening(file);
    },
    onDidSave: saved.event,
    dispose: () => saved.dispose(),
  };
}

import { commands, type Disposable, Uri } from "vscode";
import type { PublishedAnnotation } from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";

/** Steps of the walkthrough that are done when something has happened, not when a command was called. */
export type Step = "accepted" | "corrected" | "exported";

/** Ticks a step of the walkthrough; its `completionEvents` wait for the context key. */
export const stepDone = (step: Step): void =>
  void commands.executeCommand("setContext", `dateline.steps.${step}`, true);

const isAccepted = ({ status }: PublishedAnnotation): boolean => status === "accepted";
const isCorrectedFigure = ({ status, figure }: PublishedAnnotation): boolean =>
  figure !== null && (status === "corrected" || status === "added");

/** Ticks the steps that are decisions, whichever way they were made: when an article has more of them than before. */
export function followSteps(store: AnnotationStore): Disposable {
  const before = new Map<string, { accepted: number; corrected: number }>();
  return store.onDidChange((uri) => {
    const published = store.last(Uri.parse(uri));
    if (!published) {
      before.delete(uri);
      return;
    }
    const { annotations } = published;
    const now = {
      accepted: annotations.filter(isAccepted).length,
      corrected: annotations.filter(isCorrectedFigure).length,
    };
    const former = before.get(uri);
    before.set(uri, now);
    if (!former) return;
    for (const step of ["accepted", "corrected"] as const) if (now[step] > former[step]) stepDone(step);
  });
}

import { commands, type Disposable, type Event, Uri } from "vscode";
import type { PublishedAnnotation } from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";

/** Steps of the walkthrough, each done when something has happened, not when a command was called. */
type Step = "opened" | "accepted" | "reviewed" | "corrected" | "listed" | "exported";

/**
 * Ticks a step of the walkthrough; its `completionEvents` wait for the context key, which stays: the editor looks at it when
 * the walkthrough is shown.
 */
export function stepDone(step: Step): void {
  if (done.has(step)) return;
  done.add(step);
  void commands.executeCommand("setContext", `dateline.steps.${step}`, true);
}

/** Of this window, so that the editor is told once. */
const done = new Set<Step>();

const isAccepted = ({ status }: PublishedAnnotation): boolean => status === "accepted";
const isCorrectedFigure = ({ status, figure }: PublishedAnnotation): boolean =>
  figure !== null && (status === "corrected" || status === "added");

/** Ticks the steps that are no command's own: decisions whichever way they were made, and where the annotator has been. */
export function followSteps(store: AnnotationStore, onReview: Event<boolean>): Disposable {
  const before = new Map<string, { accepted: number; corrected: number }>();
  const follow = (uri: string): void => {
    const published = store.last(Uri.parse(uri));
    if (!published) {
      before.delete(uri);
      return;
    }
    stepDone("opened");
    const { annotations } = published;
    const now = {
      accepted: annotations.filter(isAccepted).length,
      corrected: annotations.filter(isCorrectedFigure).length,
    };
    const former = before.get(uri);
    before.set(uri, now);
    if (!former) return;
    for (const step of ["accepted", "corrected"] as const) if (now[step] > former[step]) stepDone(step);
  };
  const subscriptions = [
    store.onDidChange(follow),
    onReview((active) => {
      if (active) stepDone("reviewed");
    }),
  ];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

import { commands, type Disposable, type Event, Uri } from "vscode";
import type { PublishedAnnotation } from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";

/** Steps of the walkthrough, each done when something has happened, not when a command was called. */
type Step = "opened" | "accepted" | "reviewed" | "corrected" | "listed" | "exported";

/** Of this window. */
const done = new Set<Step>();

/** Ticks a step of the walkthrough: its `completionEvents` wait for the context key. */
export function stepDone(step: Step): void {
  done.add(step);
  void pulse(step);
}

/** When what was done is ticked again, in ms after the walkthrough was opened. */
const AGAIN = [0, 1_000, 5_000];

/**
 * Ticks what was done before the editor had read the walkthrough, which it does when that is shown for the first time: on
 * a busy machine some time after it has opened the page, and it tells nobody.
 */
export function tickAgain(): void {
  const tick = async (): Promise<void> => {
    for (const step of done) await pulse(step);
  };
  for (const ms of AGAIN) setTimeout(() => void tick(), ms);
}

/** The editor ticks when a key becomes true; one that is true already when it reads the walkthrough never does. */
async function pulse(step: Step): Promise<void> {
  for (const value of [true, false])
    await commands.executeCommand("setContext", `dateline.steps.${step}`, value);
}

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
    const { annotations } = published;
    const now = {
      accepted: annotations.filter(isAccepted).length,
      corrected: annotations.filter(isCorrectedFigure).length,
    };
    const former = before.get(uri);
    before.set(uri, now);
    if (!former) return stepDone("opened");
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

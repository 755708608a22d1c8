import * as l10n from "@vscode/l10n";
import { type Disposable, StatusBarAlignment, ThemeColor, type Uri, window } from "vscode";
import { type ArticleProblem, listed, projectFile } from "../../server/src/protocol.ts";
import type { AnnotationStore } from "./annotationStore.ts";
import { activeArticle } from "./articles.ts";
import { onDidChangeProject, projectOf } from "./projects.ts";

const problemNames = (): Record<ArticleProblem["kind"], string> => ({
  article: l10n.t("$(error) Not UTF-8"),
  sidecar: l10n.t("$(error) Sidecar"),
  unsaved: l10n.t("$(warning) Not saved"),
  size: l10n.t("$(info) No suggestions"),
});

/** What a click on a problem does; some are not Dateline's to mend. */
const COMMANDS: Record<ArticleProblem["kind"], string | undefined> = {
  article: "workbench.action.editor.changeEncoding",
  sidecar: "dateline.openSidecar",
  unsaved: "dateline.retrySave",
  size: undefined,
};

/** Shows what is left to review in the active article, and whether its decisions are saved. */
export function createStatusBar(
  store: AnnotationStore,
  isShown: () => boolean,
  isReviewing: () => boolean,
  isDone: (uri: Uri) => boolean,
): Disposable & { update(): void } {
  const item = window.createStatusBarItem("dateline.status", StatusBarAlignment.Left, 40);
  item.name = "Dateline";
  const annotator = window.createStatusBarItem("dateline.annotator", StatusBarAlignment.Left, 38);
  annotator.name = l10n.t("Dateline: Annotator");
  annotator.command = {
    title: l10n.t("Change the annotator"),
    command: "workbench.action.openSettings",
    arguments: ["dateline.annotator"],
  };
  const update = (): void => {
    const article = activeArticle();
    const published = article && store.last(article.uri);
    if (!article || !published) {
      item.hide();
      annotator.hide();
      return;
    }
    annotator.text = `$(account) ${published.annotator}`;
    const { annotators } = projectOf(article.uri);
    const isKnown = annotators?.includes(published.annotator) !== false;
    annotator.backgroundColor = isKnown ? undefined : new ThemeColor("statusBarItem.warningBackground");
    annotator.tooltip = isKnown
      ? l10n.t(
          "Decisions are made in the name of {0}: the setting dateline.annotator, else git's user.name",
          published.annotator,
        )
      : l10n.t(
          "{0} is none of this project's annotators: {1}. Set dateline.annotator to your name there, or add this one to {2}.",
          published.annotator,
          listed(annotators),
          projectFile,
        );
    annotator.accessibilityInformation = {
      label: isKnown
        ? l10n.t("Dateline: annotating as {0}", published.annotator)
        : l10n.t(
            "Dateline: annotating as {0}, who is none of this project's annotators",
            published.annotator,
          ),
    };
    if (published.annotator === "") annotator.hide();
    else annotator.show();
    const [problem] = published.problems;
    // The review mode counts by itself.
    if (!problem && isReviewing()) {
      item.hide();
      return;
    }
    const open = published.annotations.filter(({ status }) => status === "suggested").length;
    const hidden = isShown() ? "" : " $(eye-closed)";
    if (problem) {
      item.text = problemNames()[problem.kind];
      item.tooltip = problem.message;
      item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
      item.command = COMMANDS[problem.kind];
      item.accessibilityInformation = { label: `Dateline: ${problem.message}` };
    } else {
      const nothing = published.annotations.length === 0;
      // Asks the server where it is not known.
      const done = isDone(article.uri);
      const [text, tooltip] = done
        ? [l10n.t("$(pass-filled) Done"), l10n.t("The article is marked done")]
        : open > 0
          ? [l10n.t("$(checklist) {0} to review", open), l10n.t("Go to the next suggestion")]
          : nothing
            ? [l10n.t("$(checklist) Nothing to review"), l10n.t("Nothing was found in this article")]
            : [
                l10n.t("$(pass) Reviewed"),
                l10n.t("Every suggestion in this article has been decided; mark it done"),
              ];
      item.text = `${text}${hidden}`;
      item.tooltip = tooltip;
      item.backgroundColor = undefined;
      item.command = open > 0 || nothing || done ? "dateline.next" : "dateline.markDone";
      item.accessibilityInformation = {
        label: done
          ? l10n.t("Dateline: the article is done")
          : open === 1
            ? l10n.t("Dateline: 1 suggestion to review")
            : l10n.t("Dateline: {0} suggestions to review", open),
      };
    }
    item.show();
  };
  const subscriptions = [
    item,
    annotator,
    store.onDidChange(update),
    onDidChangeProject(update),
    window.onDidChangeActiveTextEditor(update),
  ];
  update();
  return {
    update,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

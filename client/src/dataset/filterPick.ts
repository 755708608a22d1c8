import * as l10n from "@vscode/l10n";
import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { FacetsResult } from "../../../server/src/protocol.ts";
import { warn } from "../commands/context.ts";
import { articleCount } from "../counts.ts";
import { type Completion, completionsOf } from "./completions.ts";
import type { DatasetModel } from "./model.ts";

interface FilterItem extends QuickPickItem {
  /** The whole filter that this row makes; a completion goes on being typed. */
  readonly value: string;
  readonly done: boolean;
}

/** How long typing may pause before the server is asked what a filter leaves, in ms. */
const WAIT = 150;

/**
 * Asks for a filter: what is typed is the first row and says how much it leaves, or what is wrong; rows below go on with
 * it, and the last filters stand at the end. Undefined where it is left.
 */
export function pickFilter(model: DatasetModel): Promise<string | undefined> {
  let facets: FacetsResult = { labels: [], annotators: [], events: [], harms: [] };
  const pick = window.createQuickPick<FilterItem>();
  pick.title = l10n.t("Filter articles");
  pick.placeholder = l10n.t(
    "Terms such as {0}, or words of the name or title",
    "state:new killed>=50 label:LOC by:…",
  );
  pick.value = model.settings.query;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = "";
  let answer = "";
  let isWrong = false;

  const show = (): void => {
    const typed = pick.value;
    const own: FilterItem = {
      label: typed.trim() === "" ? l10n.t("$(list-flat) All articles") : `$(filter) ${typed}`,
      description: asked === typed ? answer : "…",
      value: typed,
      done: true,
      alwaysShow: true,
    };
    const completions = completionsOf(typed, facets).map(
      ({ label, about, value }: Completion): FilterItem => ({
        label,
        description: about,
        value,
        // What ends in a sign wants a value.
        done: false,
        alwaysShow: true,
      }),
    );
    const recent = model.filters
      .filter((query) => query !== typed)
      .map(
        (query): FilterItem => ({ label: `$(history) ${query}`, value: query, done: true, alwaysShow: true }),
      );
    const line: FilterItem = {
      label: l10n.t("used before"),
      kind: QuickPickItemKind.Separator,
      value: "",
      done: false,
    };
    const rows = [own, ...completions, ...(recent.length > 0 ? [line, ...recent] : [])];
    const active = pick.activeItems[0]?.value;
    pick.items = rows;
    const again = rows.find((row) => row.value === active && row !== own);
    pick.activeItems = [again ?? own];
  };

  const ask = async (typed: string): Promise<void> => {
    try {
      const { problem, matched } = await model.status({ query: typed });
      if (pick.value !== typed) return;
      asked = typed;
      isWrong = problem !== null;
      answer = problem ? problem.message : articleCount(matched);
      show();
    } catch (error) {
      warn(error);
    }
  };

  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => {
      pick.activeItems = [];
      show();
      clearTimeout(timer);
      timer = setTimeout(() => void ask(typed), WAIT);
    });
    pick.onDidAccept(() => {
      const chosen = pick.activeItems[0];
      if (chosen && !chosen.done) {
        const isWhole = !/[:<>=]$/.test(chosen.value);
        pick.value = isWhole ? `${chosen.value} ` : chosen.value;
        pick.activeItems = [];
        show();
        void ask(pick.value);
        return;
      }
      // What is wrong stays, with what is wrong with it, to be mended.
      if (asked === pick.value && isWrong && (chosen?.value ?? asked) === asked) return;
      resolve((chosen?.value ?? pick.value).trim());
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      pick.dispose();
      resolve(undefined);
    });
    show();
    pick.show();
    void ask(pick.value);
    // What is typed meanwhile is not lost.
    model.facets().then((found) => {
      facets = found;
      show();
    }, warn);
  });
}

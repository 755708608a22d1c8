import * as l10n from "@vscode/l10n";
import {
  commands,
  type DecorationOptions,
  type Disposable,
  MarkdownString,
  OverviewRulerLane,
  StatusBarAlignment,
  ThemeColor,
  window,
} from "vscode";
import { type ComparedDecision, type ComparedPair, isolated } from "../../../server/src/protocol.ts";
import type { Decorations } from "../decorations.ts";
import { createLook } from "../pieces.ts";
import { toRange } from "../ranges.ts";
import { type Compared, type Comparison, isOpen, nameOf } from "./comparison.ts";

/** How a pair is drawn: what both say is there and no more; each side has a line of its own kind. */
type Look = "same" | "left" | "right" | "differs";

// As for annotations, only what is painted behind the text: anything else moves the words of right-to-left lines.
const createTypes = () => {
  const type = (name: string, style: object, lane: OverviewRulerLane | null) =>
    createLook({
      borderColor: new ThemeColor(`dateline.${name}Border`),
      ...style,
      ...(lane === null
        ? {}
        : {
            overviewRulerColor: new ThemeColor(`dateline.${name}Border`),
            overviewRulerLane: lane,
            backgroundColor: new ThemeColor(`dateline.${name}Background`),
          }),
    });
  return {
    same: type("compareSame", { borderWidth: "0 0 1px 0", borderStyle: "dotted" }, null),
    left: type("compareFirst", { borderWidth: "0 0 2px 0", borderStyle: "solid" }, OverviewRulerLane.Left),
    right: type("compareSecond", { borderWidth: "2px 0 0 0", borderStyle: "solid" }, OverviewRulerLane.Right),
    differs: type(
      "compareDiffers",
      { borderWidth: "1px 1px 2px 1px", borderStyle: "dashed" },
      OverviewRulerLane.Full,
    ),
  };
};

/** Where a pair is drawn, and how: of two places both, of one the pair's difference. */
export function looksOf(pair: ComparedPair): { readonly look: Look; readonly decision: ComparedDecision }[] {
  const { left, right, differences } = pair;
  if (!isOpen(pair))
    return [left ?? right].flatMap((decision) => (decision ? [{ look: "same", decision }] : []));
  if (left && right && !differences.includes("bounds")) return [{ look: "differs", decision: left }];
  return [
    ...(left ? [{ look: "left" as const, decision: left }] : []),
    ...(right ? [{ look: "right" as const, decision: right }] : []),
  ];
}

/** Draws the comparison in place of the annotations, and says in the status bar how it stands. */
export function showComparison(comparison: Comparison, decorations: Decorations): Disposable {
  const types = createTypes();
  const item = window.createStatusBarItem("dateline.comparison", StatusBarAlignment.Left, 39);
  item.name = l10n.t("Dateline: Comparison");
  item.command = "dateline.compareList";
  const draw = (): void => {
    const { current } = comparison;
    for (const editor of window.visibleTextEditors) {
      const compared = comparison.of(editor.document);
      // While the present text is compared again, what was drawn moves with the text by itself.
      if (!compared && editor.document.uri.toString() === current?.uri) continue;
      const places: Record<Look, DecorationOptions[]> = { same: [], left: [], right: [], differs: [] };
      for (const pair of compared?.result.pairs ?? [])
        for (const { look, decision } of looksOf(pair))
          places[look].push({ range: toRange(decision.range), hoverMessage: hoverOf(pair, compared) });
      for (const look of Object.keys(types) as Look[]) types[look].draw(editor, places[look]);
    }
  };
  const update = (): void => {
    const { current } = comparison;
    decorations.hidden = current?.uri;
    void commands.executeCommand("setContext", "dateline.comparing", current !== undefined);
    if (current) {
      const { left, right, result } = current;
      item.text = `$(git-compare) ${nameOf(left)} ↔ ${nameOf(right)}: ${result.summary}`;
      item.tooltip = l10n.t(
        "Alt+. next difference · Alt+1 take the first · Alt+2 take the second · Alt+3 agree · Alt+4 list · Alt+0 end",
      );
      item.accessibilityInformation = {
        label: l10n.t("Comparison of {0} and {1}: {2}", nameOf(left), nameOf(right), result.summary),
      };
      item.show();
    } else item.hide();
    draw();
  };
  const subscriptions = [
    item,
    ...Object.values(types),
    comparison.onDidChange(update),
    window.onDidChangeVisibleTextEditors(draw),
  ];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function hoverOf(pair: ComparedPair, compared: Compared | undefined): MarkdownString {
  const text = new MarkdownString();
  if (!compared) return text;
  const side = (name: string, decision: ComparedDecision | null): void => {
    text.appendText(`${name}: ${decisionInWords(decision)}`);
    text.appendMarkdown("  \n");
  };
  side(nameOf(compared.left), pair.left);
  side(nameOf(compared.right), pair.right);
  if (pair.settled) text.appendText(l10n.t("Settled."));
  return text;
}

/** What one side decided, in a few words. */
export function decisionInWords(decision: ComparedDecision | null): string {
  if (!decision) return l10n.t("nothing");
  const text = isolated(decision.text);
  return decision.status === "rejected"
    ? l10n.t("rejected {0} “{1}”", decision.what, text)
    : l10n.t("{0} “{1}”", decision.what, text);
}

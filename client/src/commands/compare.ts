import * as l10n from "@vscode/l10n";
import {
  type Disposable,
  type QuickPickItem,
  type QuickPickOptions,
  type Range,
  type TextEditor,
  Uri,
  window,
} from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { showArticle } from "../articles.ts";
import { type Compared, isOpen, nameOf } from "../comparison/comparison.ts";
import { decisionInWords, looksOf } from "../comparison/view.ts";
import { backTo, focusOf, show } from "../focus.ts";
import { toRange } from "../ranges.ts";
import { activeEditor, articleUri, type CommandContext, refused, say, warn } from "./context.ts";

const nothingCompared = () => l10n.t("Nothing is being compared; run Compare Annotators first.");

interface SidesItem extends QuickPickItem {
  readonly left: protocol.CompareSide;
  readonly right: protocol.CompareSide;
}

/**
 * Asks whom to compare, two annotators or a branch with what is here, and shows in the article where they differ. A link
 * names the two who disagree, and the annotation where they do.
 */
export async function compare(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const uri = articleUri(args);
  if (uri === undefined) return say(l10n.t("Open an article first."));
  try {
    if (activeEditor()?.document.uri.toString() !== uri) await showArticle(context.store, Uri.parse(uri));
    const editor = activeEditor();
    if (!editor) return say(l10n.t("This file is no article."));
    const { document } = editor;
    if (refused(context, document)) return;
    const [link] = args as readonly (protocol.CompareArguments | undefined)[];
    const sides = link?.sides ?? (await askSides(context, uri));
    if (!sides) return;
    const [left, right] = sides;
    const compared = await context.comparison.start(document, left, right);
    const { result } = compared;
    const open = result.pairs.filter(isOpen);
    const wanted = open.find((pair) =>
      [pair.left, pair.right].some((one) => one && link?.ids?.includes(one.id)),
    );
    const [first = wanted] = wanted ? [wanted] : open;
    if (first)
      showPair(context, editor, first, l10n.t("{0} of {1}", open.indexOf(first) + 1, open.length), compared);
    else say(l10n.t("Nothing to settle: {0}.", result.summary));
  } catch (error) {
    warn(error);
  }
}

async function askSides(
  { client, asking }: CommandContext,
  uri: string,
): Promise<protocol.CompareArguments["sides"]> {
  const sources = await (await client()).sendRequest<protocol.CompareSourcesResult>(protocol.compareSources, {
    uri,
  });
  const items = sidesIn(sources);
  if (items.length === 0) {
    say(l10n.t("Only one annotator has decided here, and there is no other branch to compare with."));
    return undefined;
  }
  const options = { title: l10n.t("Compare"), matchOnDescription: true };
  const chosen = await asking(() => window.showQuickPick(items, options));
  return chosen && [chosen.left, chosen.right];
}

function sidesIn({ annotator, annotators, branches }: protocol.CompareSourcesResult): SidesItem[] {
  // Who looks stands first, so that the first side is one's own.
  const names = annotators
    .map(({ name }) => name)
    .sort((a, b) => Number(b === annotator) - Number(a === annotator));
  const count = (name: string): number => annotators.find((one) => one.name === name)?.decisions ?? 0;
  const people = names.flatMap((left, n) =>
    names.slice(n + 1).map(
      (right): SidesItem => ({
        label: `$(account) ${left} ↔ ${right}`,
        description: l10n.t("{0} and {1} decisions", count(left), count(right)),
        left: { annotator: left },
        right: { annotator: right },
      }),
    ),
  );
  const others = branches.map(
    (ref): SidesItem => ({
      label: l10n.t("$(git-branch) here ↔ {0}", ref),
      description: l10n.t("the article as it is here, and as it is on the branch"),
      left: {},
      right: { ref },
    }),
  );
  return [...people, ...others];
}

/** Selects the next or previous pair that is not settled, round the ends of the article, and says what differs. */
export function goToDifference(context: CommandContext, direction: 1 | -1): void {
  const { comparison } = context;
  const editor = activeEditor();
  const compared = editor && comparison.of(editor.document);
  if (!editor || !compared) return say(nothingCompared());
  const open = compared.result.pairs.filter(isOpen);
  if (open.length === 0) return say(l10n.t("Nothing is left to settle: {0}.", compared.result.summary));
  const at = (pair: protocol.ComparedPair): number =>
    rangeOf(pair).start.compareTo(focusOf(editor).start) || rangeOf(pair).end.compareTo(focusOf(editor).end);
  const next =
    direction === 1
      ? (open.find((pair) => at(pair) > 0) ?? open[0])
      : (open.findLast((pair) => at(pair) < 0) ?? open.at(-1));
  if (next)
    showPair(context, editor, next, l10n.t("{0} of {1}", open.indexOf(next) + 1, open.length), compared);
}

/** What is said of the pair that is shown; it goes when the comparison is another one. */
let told: Disposable = { dispose: () => undefined };

function showPair(
  { comparison }: CommandContext,
  editor: TextEditor,
  pair: protocol.ComparedPair,
  number: string,
  { left, right }: Compared,
): void {
  show(editor, rangeOf(pair), true);
  const words = `${nameOf(left)}: ${decisionInWords(pair.left)} · ${nameOf(right)}: ${decisionInWords(pair.right)}`;
  // Two figures may count the same and differ in another field.
  const fields = pair.differences.includes("figure") ? ` (${pair.words})` : "";
  told.dispose();
  const message = window.setStatusBarMessage(`$(git-compare) ${number} · ${words}${fields}`, 15_000);
  const change = comparison.onDidChange(() => told.dispose());
  told = {
    dispose: () => {
      message.dispose();
      change.dispose();
    },
  };
}

/** All that a pair covers. */
const rangeOf = ({ left, right }: protocol.ComparedPair): Range =>
  [left, right]
    .filter((one) => one !== null)
    .map(({ range }) => toRange(range))
    .reduce((a, b) => a.union(b));

/** Makes one decision of the pair at the cursor, in the annotator's own name, and goes on to the next difference. */
export async function settle(context: CommandContext, verdict: protocol.Verdict): Promise<void> {
  const editor = activeEditor();
  const compared = editor && context.comparison.of(editor.document);
  if (!editor || !compared) return say(nothingCompared());
  const selection = focusOf(editor);
  const under = compared.result.pairs.filter((pair) =>
    looksOf(pair).some(({ decision }) => toRange(decision.range).intersection(selection) !== undefined),
  );
  const exact = under.filter((pair) => rangeOf(pair).isEqual(selection));
  const found = exact.length > 0 ? exact : under;
  const meant = found.filter(isOpen).slice(0, 1);
  const [pair = found[0]] = meant;
  if (!pair)
    return say(
      l10n.t("There is no compared annotation at the cursor; press Alt+. to go to the next difference."),
    );
  try {
    const client = await context.client();
    await client.sendRequest<protocol.CorrectResult>(protocol.adjudicate, {
      uri: compared.uri,
      version: compared.result.version,
      left: compared.left,
      right: compared.right,
      keys: [pair.key],
      verdict,
    } satisfies protocol.AdjudicateParams);
  } catch (error) {
    warn(error);
    return;
  }
  await context.comparison.followed();
  const now = context.comparison.of(editor.document);
  if (!now) return;
  const others = now.result.pairs.filter(isOpen);
  const later = others.find((one) => rangeOf(one).start.isAfterOrEqual(rangeOf(pair).end)) ?? others[0];
  if (later) showPair(context, editor, later, l10n.t("{0} left", others.length), now);
  else say(l10n.t("Nothing is left to settle. Alt+U takes the last step back."));
}

interface PairItem extends QuickPickItem {
  readonly pair: protocol.ComparedPair;
}

/** Lists all pairs, those that differ first; each is shown in the article while it is looked at. */
export async function listPairs(context: CommandContext): Promise<void> {
  const { comparison, asking } = context;
  const { current } = comparison;
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === current?.uri);
  const compared = editor && comparison.of(editor.document);
  if (!editor || !compared) return say(nothingCompared());
  const { selection } = editor;
  const pairs = [...compared.result.pairs].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const items = pairs.map((pair): PairItem => {
    const decision = pair.left ?? pair.right;
    return {
      label: `${iconOf(pair)} ${protocol.isolated(decision?.text ?? "")}`,
      description: l10n.t(
        "line {0} · {1}",
        rangeOf(pair).start.line + 1,
        stateOf(pair, nameOf(compared.left), nameOf(compared.right)),
      ),
      ...(pair.words === "" ? {} : { detail: pair.words }),
      pair,
    };
  });
  const options: QuickPickOptions = {
    title: `${nameOf(compared.left)} ↔ ${nameOf(compared.right)}: ${compared.result.summary}`,
    matchOnDescription: true,
    matchOnDetail: true,
    onDidSelectItem: (item) => {
      if (typeof item !== "string" && "pair" in item) show(editor, rangeOf((item as PairItem).pair), true);
    },
  };
  const chosen = await asking(() => window.showQuickPick(items, options));
  if (!chosen) {
    backTo(editor, selection);
    return;
  }
  await window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? 1 });
  showPair(
    context,
    editor,
    chosen.pair,
    stateOf(chosen.pair, nameOf(compared.left), nameOf(compared.right)),
    compared,
  );
}

function iconOf(pair: protocol.ComparedPair): string {
  if (pair.settled) return "$(law)";
  return isOpen(pair) ? "$(diff)" : "$(check)";
}

function stateOf(
  { settled, left, right, differences }: protocol.ComparedPair,
  first: string,
  second: string,
): string {
  if (settled) return l10n.t("settled");
  if (!right) return l10n.t("only {0}", first);
  if (!left) return l10n.t("only {0}", second);
  return differences.length === 0 ? l10n.t("agree") : l10n.t("differ");
}

import { type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import {
  type CommandArguments,
  type FigureChanges,
  figureStatuses,
  harms,
  type ProposeParams,
  type ProposeResult,
  type PublishedAnnotation,
  type PublishedFigure,
  propose,
  scopes,
  victimTypes,
} from "../../../server/src/protocol.ts";
import { fromRange, toRange } from "../ranges.ts";
import {
  activeEditor,
  type CommandContext,
  correct,
  refused,
  type Seen,
  say,
  targetOf,
  warn,
} from "./context.ts";
import {
  BOUNDS_HELP,
  changed,
  dateProblem,
  type FigureDraft,
  parseBounds,
  typedBounds,
} from "./figureInput.ts";

/** Edits the figure at the cursor: a list of its fields, each set in a step of its own, saved together. */
export async function editFigure(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const target = targetOf(context, args);
  const annotation = target?.annotations.find(({ kind }) => kind === "figure") ?? aroundCursor(context, args);
  if (!target || !annotation?.figure) return say("There is no casualty figure at the cursor.");
  if (refused(context, target.document)) return;
  const mentions = context.store.last(target.document.uri)?.annotations ?? [];
  const before = draftOf(annotation.figure);
  const title = `Edit “${short(annotation.text)}”`;
  const after = await context.asking(() => askFields(title, before, mentions));
  if (!after) return;
  const { id } = annotation;
  const changes = changed(before, after);
  // Who saves a figure as it is says that it is right.
  await correct(
    context,
    target,
    Object.keys(changes).length > 0 ? { type: "editFigure", id, changes } : { type: "accept", ids: [id] },
  );
}

/** With the cursor on a name inside a figure, the figure around it is meant. */
function aroundCursor({ store }: CommandContext, args: readonly unknown[]): PublishedAnnotation | undefined {
  const editor = activeEditor();
  if (args.length > 0 || !editor) return undefined;
  const { selection } = editor;
  return store
    .of(editor.document)
    ?.annotations.find(
      ({ kind, status, range }) =>
        kind === "figure" &&
        status !== "rejected" &&
        status !== "orphaned" &&
        (range.start.line < selection.start.line ||
          (range.start.line === selection.start.line &&
            range.start.character <= selection.start.character)) &&
        (range.end.line > selection.end.line ||
          (range.end.line === selection.end.line && range.end.character >= selection.end.character)),
    );
}

/** Makes the selection a casualty figure and asks for its fields. */
export async function addFigure(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const editor = activeEditor();
  if (!editor) return say("Open an article first.");
  const [first] = args as [CommandArguments | undefined];
  const range = first?.range ?? (editor.selection.isEmpty ? undefined : fromRange(editor.selection));
  if (!range) return say("Select the words that state the number and the victims first.");
  const { document } = editor;
  const seen: Seen = { document, version: document.version };
  if (refused(context, document)) return;
  const text = document.getText(toRange(range));
  const read = await proposal(context, seen, range);
  if (!read) return;
  const harm = await context.asking(() => pickOne("What happened to them?", harms, "killed"));
  if (harm === undefined) return;
  const draft: FigureDraft = {
    ...{ min: null, max: null, qualifier: "vague", victims: null },
    ...{ victimType: "unknown", perpetrator: null, place: null, date: null, source: null },
    ...{ scope: "incident", status: "asserted" },
    ...read,
    harm,
  };
  const mentions = context.store.last(document.uri)?.annotations ?? [];
  const changes = await context.asking(() => askFields(`Add “${short(text)}”`, draft, mentions));
  if (changes) await correct(context, seen, { type: "addFigure", range, changes });
}

/** What the server reads in the words: bounds and victims. Undefined where it refuses, which has been shown then. */
async function proposal(
  { client }: CommandContext,
  { document, version }: Seen,
  range: ProposeParams["range"],
): Promise<FigureChanges | undefined> {
  const params: ProposeParams = { uri: document.uri.toString(), version, range };
  try {
    return (await (await client()).sendRequest<ProposeResult>(propose, params)).changes;
  } catch (error) {
    warn(error);
    return undefined;
  }
}

const short = (text: string): string =>
  (text.length > 50 ? `${text.slice(0, 49)}…` : text).replace(/\s+/g, " ");

const draftOf = (figure: PublishedFigure): FigureDraft => ({
  harm: figure.harm,
  min: figure.min,
  max: figure.max,
  qualifier: figure.qualifier,
  victims: figure.victims,
  victimType: figure.victimType,
  perpetrator: figure.perpetrator,
  place: figure.place,
  date: figure.date,
  source: figure.source,
  scope: figure.scope,
  status: figure.status,
});

type Field = Exclude<keyof FigureDraft, "min" | "max" | "qualifier"> | "bounds";

const FIELDS: readonly { readonly field: Field; readonly name: string }[] = [
  { field: "bounds", name: "Number" },
  { field: "harm", name: "Harm" },
  { field: "victims", name: "Victims" },
  { field: "victimType", name: "Type of victims" },
  { field: "perpetrator", name: "Perpetrator" },
  { field: "place", name: "Place" },
  { field: "date", name: "Date" },
  { field: "source", name: "Source" },
  { field: "scope", name: "Scope" },
  { field: "status", name: "Status" },
];

interface FieldItem extends QuickPickItem {
  readonly field: Field | "save";
}

/** Shows the fields until the annotator saves them; undefined where that was given up. */
async function askFields(
  title: string,
  before: FigureDraft,
  mentions: readonly PublishedAnnotation[],
): Promise<FigureDraft | undefined> {
  const draft: FigureDraft = { ...before };
  for (let first = true; ; first = false) {
    const picked = await pickField(title, draft, first);
    if (picked === undefined) return undefined;
    if (picked === "save") return draft;
    await askField(picked, draft, mentions);
  }
}

function pickField(title: string, draft: FigureDraft, first: boolean): Promise<Field | "save" | undefined> {
  const picker = window.createQuickPick<FieldItem>();
  picker.title = title;
  picker.placeholder =
    "Choose a field to change it; choose Save when it is right, Escape to leave everything as it was";
  const save: FieldItem = { field: "save", label: "$(check) Save" };
  const fields = FIELDS.map(
    ({ field, name }): FieldItem => ({ field, label: name, description: valueText(field, draft) }),
  );
  picker.items = [save, { field: "save", label: "", kind: QuickPickItemKind.Separator }, ...fields];
  // After a field has been set the next key saves; to begin with the number is at hand.
  picker.activeItems = [first ? (fields[0] ?? save) : save];
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.field);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function valueText(field: Field, draft: FigureDraft): string {
  if (field === "bounds") return typedBounds(draft);
  return String(draft[field] ?? "–")
    .replace("_", " ")
    .replace(/\s+/g, " ");
}

async function askField(
  field: Field,
  draft: FigureDraft,
  mentions: readonly PublishedAnnotation[],
): Promise<void> {
  switch (field) {
    case "bounds": {
      const typed = await askText("Number", typedBounds(draft), BOUNDS_HELP, (text) => {
        const read = parseBounds(text);
        return typeof read === "string" ? read : null;
      });
      const bounds = typed === undefined ? undefined : parseBounds(typed);
      if (bounds !== undefined && typeof bounds !== "string") Object.assign(draft, bounds);
      return;
    }
    case "harm":
      draft.harm = (await pickOne("Harm", harms, draft.harm)) ?? draft.harm;
      return;
    case "victimType":
      draft.victimType =
        (await pickOne("Type of victims", victimTypes, draft.victimType)) ?? draft.victimType;
      return;
    case "scope":
      draft.scope = (await pickOne("Scope", scopes, draft.scope)) ?? draft.scope;
      return;
    case "status":
      draft.status = (await pickOne("Status", figureStatuses, draft.status)) ?? draft.status;
      return;
    case "date": {
      const typed = await askText(
        "Date",
        draft.date ?? "",
        "2012, 2012-06 or 2012-06-15; empty for none",
        dateProblem,
      );
      if (typed !== undefined) draft.date = typed.trim() || null;
      return;
    }
    case "victims": {
      const typed = await askText(
        "Victims",
        draft.victims ?? "",
        "Who was harmed; empty for none",
        () => null,
      );
      if (typed !== undefined) draft.victims = typed.trim() || null;
      return;
    }
    default: {
      const labels = {
        perpetrator: /^(PERSON|ORG|NORP|LOC)$/,
        place: /^LOC$/,
        source: /^(ORG|PERSON)$/,
      }[field];
      const known = mentions
        .filter(({ label }) => label !== null && labels.test(label))
        .map(({ text }) => text);
      const typed = await pickOrType(FIELDS.find((one) => one.field === field)?.name ?? "", draft[field], [
        ...new Set(known),
      ]);
      if (typed !== undefined) draft[field] = typed.trim() || null;
    }
  }
}

async function pickOne<T extends string>(
  title: string,
  values: readonly T[],
  current: T,
): Promise<T | undefined> {
  const items = values.map((value) => ({
    value,
    label: value.replace("_", " "),
    ...(value === current ? { iconPath: new ThemeIcon("check") } : {}),
  }));
  const picked = await window.showQuickPick(items, { title });
  return picked?.value;
}

async function askText(
  title: string,
  value: string,
  prompt: string,
  problem: (text: string) => string | null,
): Promise<string | undefined> {
  return window.showInputBox({ title, value, prompt, validateInput: problem });
}

/** A value typed freely, or one of the article's names: the beginning of a name and Enter choose it. */
function pickOrType(
  title: string,
  current: string | null,
  names: readonly string[],
): Promise<string | undefined> {
  const picker = window.createQuickPick<ValueItem>();
  picker.title = title;
  // Not as the value: that would hide every other name.
  picker.placeholder =
    current === null
      ? "Type it, or choose a name of the article"
      : `Now “${current}”: type another, or choose a name of the article`;
  const item = (name: string): ValueItem => ({
    value: name,
    label: name,
    ...(name === current ? { iconPath: new ThemeIcon("check") } : {}),
  });
  // Enter alone keeps what is there. The editor filters and sorts the names itself while one types. These items stay
  // the same at the same places: an Enter that comes before a change of them would choose another one.
  const items: ValueItem[] = [
    ...(current === null ? [] : [item(current)]),
    { value: "", label: "None", iconPath: new ThemeIcon("circle-slash") },
    ...names.filter((name) => name !== current).map(item),
  ];
  const offer = (): void => {
    const typed = picker.value.trim();
    // Under another label: what is typed would fit itself best, and stand before the name that it begins.
    const own: ValueItem = { value: null, label: "As typed", description: `“${typed}”`, alwaysShow: true };
    picker.items = typed === "" ? items : [...items, own];
  };
  offer();
  return new Promise((resolve) => {
    picker.onDidChangeValue(offer);
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.value ?? picker.value.trim());
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

interface ValueItem extends QuickPickItem {
  /** Null for what is typed. */
  readonly value: string | null;
}

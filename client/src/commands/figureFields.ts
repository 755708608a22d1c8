import * as l10n from "@vscode/l10n";
import { type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import {
  directed,
  figureStatuses,
  harms,
  listed,
  type PublishedAnnotation,
  quotation,
  type Range,
  scopes,
  termOf,
  victimTypes,
} from "../../../server/src/protocol.ts";
import { boundsHelp, dateProblem, type FigureDraft, parseBounds, short, typedBounds } from "./figureInput.ts";
import { type Choice, type FigureRole, figureChoices, isFigureRole, mentionChoices } from "./figureLinks.ts";
import { askText, pickOne } from "./pickers.ts";

type Field = Exclude<keyof FigureDraft, "min" | "max" | "qualifier" | "links"> | "bounds" | FigureRole;

const fieldItems = (): readonly { readonly field: Field; readonly name: string }[] => [
  { field: "bounds", name: l10n.t("Number") },
  { field: "harm", name: l10n.t("Harm") },
  { field: "victims", name: l10n.t("Victims") },
  { field: "victimType", name: l10n.t("Type of victims") },
  { field: "perpetrator", name: l10n.t("Perpetrator") },
  { field: "place", name: l10n.t("Place") },
  { field: "date", name: l10n.t("Date") },
  { field: "source", name: l10n.t("Source") },
  { field: "scope", name: l10n.t("Scope") },
  { field: "status", name: l10n.t("Status") },
  { field: "partOf", name: l10n.t("Part of") },
  { field: "sameAs", name: l10n.t("Same as") },
  { field: "conflictsWith", name: l10n.t("Conflicts with") },
];

/** The figure that is edited, among the annotations of its article. */
export interface Edited {
  readonly title: string;
  /** Null where it is not there yet. */
  readonly own: PublishedAnnotation | null;
  readonly range: Range;
  readonly annotations: readonly PublishedAnnotation[];
}

interface FieldItem extends QuickPickItem {
  readonly field: Field | "save";
}

/** Shows the fields until the annotator saves them; undefined where that was given up. */
export async function askFields(edited: Edited, before: FigureDraft): Promise<FigureDraft | undefined> {
  const draft: FigureDraft = { ...before };
  for (let first = true; ; first = false) {
    const picked = await pickField(edited, draft, first);
    if (picked === undefined) return undefined;
    if (picked === "save") return draft;
    await askField(picked, draft, edited);
  }
}

function pickField(edited: Edited, draft: FigureDraft, first: boolean): Promise<Field | "save" | undefined> {
  const picker = window.createQuickPick<FieldItem>();
  picker.title = edited.title;
  picker.placeholder = l10n.t(
    "Choose a field to change it; choose Save when it is right, Escape to leave everything as it was",
  );
  const save: FieldItem = { field: "save", label: l10n.t("$(check) Save") };
  const fields = fieldItems().map(
    ({ field, name }): FieldItem => ({
      field,
      label: directed(name),
      description: directed(valueText(field, draft, edited)),
    }),
  );
  picker.items = [save, { field: "save", label: "", kind: QuickPickItemKind.Separator }, ...fields];
  // After a field has been set the next key saves, as where the words of a new figure have said its number; else the
  // number is at hand to begin with.
  const isRead = edited.own === null && draft.qualifier !== "vague";
  picker.activeItems = [first && !isRead ? (fields[0] ?? save) : save];
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

function valueText(field: Field, draft: FigureDraft, { annotations }: Edited): string {
  if (field === "bounds") return typedBounds(draft);
  if (isFigureRole(field)) {
    const words = draft.links[field].map((id) => annotations.find((one) => one.id === id)?.text ?? "");
    return words.length === 0 ? "–" : listed(words.map((text) => quotation(short(text))));
  }
  return termOf(String(draft[field] ?? "–")).replace(/\s+/g, " ");
}

async function askField(field: Field, draft: FigureDraft, edited: Edited): Promise<void> {
  switch (field) {
    case "bounds": {
      const typed = await askText(l10n.t("Number"), typedBounds(draft), boundsHelp(), (text) => {
        const read = parseBounds(text);
        return typeof read === "string" ? read : null;
      });
      const bounds = typed === undefined ? undefined : parseBounds(typed);
      if (bounds !== undefined && typeof bounds !== "string") Object.assign(draft, bounds);
      return;
    }
    case "harm":
      draft.harm = (await pickOne(l10n.t("Harm"), harms, draft.harm)) ?? draft.harm;
      return;
    case "victimType":
      draft.victimType =
        (await pickOne(l10n.t("Type of victims"), victimTypes, draft.victimType)) ?? draft.victimType;
      return;
    case "scope":
      draft.scope = (await pickOne(l10n.t("Scope"), scopes, draft.scope)) ?? draft.scope;
      return;
    case "status":
      draft.status = (await pickOne(l10n.t("Status"), figureStatuses, draft.status)) ?? draft.status;
      return;
    case "date": {
      const typed = await askText(
        l10n.t("Date"),
        draft.date ?? "",
        l10n.t("2012, 2012-06 or 2012-06-15; empty for none"),
        dateProblem,
      );
      if (typed !== undefined) draft.date = typed.trim() || null;
      return;
    }
    case "victims": {
      const typed = await askText(
        l10n.t("Victims"),
        draft.victims ?? "",
        l10n.t("Who was harmed; empty for none"),
        () => null,
      );
      if (typed !== undefined) draft.victims = typed.trim() || null;
      return;
    }
    case "partOf":
    case "sameAs":
    case "conflictsWith": {
      const ids = await pickFigures(field, draft, edited);
      if (ids) draft.links = { ...draft.links, [field]: ids };
      return;
    }
    default: {
      const choices = mentionChoices(field, edited.annotations, edited.range);
      const typed = await pickOrType(nameOf(field), draft[field], choices);
      if (typed === undefined || typed.text === draft[field]) return;
      draft[field] = typed.text;
      draft.links = { ...draft.links, [field]: typed.id === null ? [] : [typed.id] };
    }
  }
}

const nameOf = (field: Field): string => fieldItems().find((one) => one.field === field)?.name ?? "";

/** Other figures of the article; undefined where that was given up. */
async function pickFigures(
  role: FigureRole,
  draft: FigureDraft,
  { own, annotations }: Edited,
): Promise<readonly string[] | undefined> {
  const chosen = draft.links[role];
  const items = figureChoices(own, draft.harm, annotations).map(({ id, text, line, harm, count }) => ({
    id,
    label: quotation(short(text)),
    description: l10n.t("{0}: {1} · line {2}", termOf(harm), count, line),
    picked: chosen.includes(id),
    ...(chosen.includes(id) && role !== "conflictsWith" ? { iconPath: new ThemeIcon("check") } : {}),
  }));
  const title = `${nameOf(role)}`;
  if (role === "conflictsWith") {
    const picked = await window.showQuickPick(items, {
      title,
      canPickMany: true,
      placeHolder: l10n.t("Figures on the same event and harm with another number"),
    });
    return picked?.map(({ id }) => id);
  }
  const none = { id: null, label: l10n.t("None"), iconPath: new ThemeIcon("circle-slash") };
  const picked = await window.showQuickPick<QuickPickItem & { id: string | null }>([none, ...items], {
    title,
    placeHolder:
      role === "partOf"
        ? l10n.t("The figure that these people are counted in already")
        : l10n.t("The figure that says the same of the same people"),
  });
  return picked && (picked.id === null ? [] : [picked.id]);
}

/** A value typed freely, or one of the article's names: the beginning of a name and Enter choose it. */
function pickOrType(
  title: string,
  current: string | null,
  choices: readonly Choice[],
): Promise<{ readonly text: string | null; readonly id: string | null } | undefined> {
  const picker = window.createQuickPick<ValueItem>();
  picker.title = title;
  // Not as the value: that would hide every other name.
  picker.placeholder =
    current === null
      ? l10n.t("Type it, or choose a name of the article")
      : l10n.t("Now “{0}”: type another, or choose a name of the article", current);
  const item = ({ id, text, line }: Choice): ValueItem => ({
    value: text,
    id,
    label: text,
    description: l10n.t("line {0}", line),
  });
  // Enter alone keeps what is there. The editor filters and sorts the names itself while one types. These items stay
  // the same at the same places: an Enter that comes before a change of them would choose another one.
  const items: ValueItem[] = [
    ...(current === null
      ? []
      : [{ value: current, id: null, label: current, iconPath: new ThemeIcon("check") }]),
    { value: "", id: null, label: l10n.t("None"), iconPath: new ThemeIcon("circle-slash") },
    ...choices.filter(({ text }) => text !== current).map(item),
  ];
  const offer = (): void => {
    const typed = picker.value.trim();
    // Under another label: what is typed would fit itself best, and stand before the name that it begins.
    const own: ValueItem = {
      value: null,
      id: null,
      label: l10n.t("As typed"),
      description: quotation(typed),
      alwaysShow: true,
    };
    picker.items = typed === "" ? items : [...items, own];
  };
  offer();
  return new Promise((resolve) => {
    picker.onDidChangeValue(offer);
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      resolve({ text: (chosen?.value ?? picker.value.trim()) || null, id: chosen?.id ?? null });
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
  /** The mention that it is taken from. */
  readonly id: string | null;
}

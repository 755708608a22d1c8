import { type QuickPickItem, ThemeIcon, window } from "vscode";
import { type EntityLabel, entityLabels } from "../../../server/src/protocol.ts";

const DESCRIPTIONS: Record<EntityLabel, string> = {
  PERSON: "a person by name, without title",
  ORG: "an organisation, armed group, party, agency, unit",
  LOC: "a place, from a country to a building",
  NORP: "a nationality, ethnic, religious or political group",
  DATE: "a date or time",
  MONEY: "an amount with its currency",
  WEAPON: "a weapon or munition",
};

interface LabelItem extends QuickPickItem {
  readonly value: string;
}

/** Asks for a label: a digit picks it at once, as does typing its beginning and Enter. */
export function pickLabel(title: string, current: string | null): Promise<string | undefined> {
  const picker = window.createQuickPick<LabelItem>();
  picker.title = title;
  picker.placeholder = "A label, or its number";
  picker.matchOnDescription = true;
  const items = entityLabels.map(
    (label, n): LabelItem => ({
      value: label,
      label: `${n + 1}  ${label}`,
      description: DESCRIPTIONS[label],
      ...(label === current ? { iconPath: new ThemeIcon("check") } : {}),
    }),
  );
  picker.items = items;
  const active = items.find(({ value }) => value === current);
  if (active) picker.activeItems = [active];
  return new Promise((resolve) => {
    const finish = (value: string | undefined): void => {
      resolve(value);
      picker.hide();
    };
    picker.onDidChangeValue((typed) => {
      const label = /^[1-9]$/.test(typed) ? entityLabels[Number(typed) - 1] : undefined;
      if (label) finish(label);
    });
    picker.onDidAccept(() => finish(picker.selectedItems[0]?.value));
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

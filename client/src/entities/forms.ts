import * as l10n from "@vscode/l10n";
import { type QuickPickItem, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";

interface FormItem extends QuickPickItem {
  readonly form: string;
}

/**
 * Asks which forms of an entity are another one. The `words` at the cursor are ticked, for most often it is they, and
 * with each form that is ticked its variants are. The form that gives the name comes first; undefined where it is left.
 */
export function pickForms(
  { name, label, forms, variants }: protocol.EntityAbout,
  words?: string,
): Promise<readonly string[] | undefined> {
  const items = forms.map((form): FormItem => ({ label: protocol.isolated(form), form }));
  const kinOf = (form: string): readonly string[] => [
    form,
    ...protocol.goingAlong(variants, (other) => other === form),
  ];
  const ticked = new Set(words !== undefined && forms.includes(words) ? kinOf(words) : []);
  const rank = ({ form }: FormItem): number => (form === words ? 0 : ticked.has(form) ? 1 : 2);
  const pick = window.createQuickPick<FormItem>();
  pick.title = l10n.t("Split “{0}” ({1})", protocol.isolated(name), label);
  pick.placeholder = l10n.t("Tick the forms that are another entity");
  pick.canSelectMany = true;
  // Those that are ticked are at hand, the words at the cursor before all.
  pick.items = [...items].sort((a, b) => rank(a) - rank(b));
  pick.selectedItems = pick.items.filter(({ form }) => ticked.has(form));
  return new Promise((resolve) => {
    let before = new Set(ticked);
    pick.onDidChangeSelection((selected) => {
      const now = new Set(selected.map(({ form }) => form));
      const added = [...now].filter((form) => !before.has(form)).flatMap(kinOf);
      before = new Set([...now, ...added]);
      if (before.size > now.size) pick.selectedItems = pick.items.filter(({ form }) => before.has(form));
    });
    pick.onDidAccept(() => {
      const chosen = pick.items.filter((item) => pick.selectedItems.includes(item)).map(({ form }) => form);
      if (chosen.length === 0 || chosen.length === forms.length) {
        pick.title = l10n.t("Tick at least one form, and leave at least one without a tick");
        return;
      }
      resolve(chosen);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
  });
}

import * as l10n from "@vscode/l10n";
import { commands, termOf } from "../../protocol.ts";
import { paragraphs } from "../../text/document.ts";
import { labelPlaces } from "../labelPlaces.ts";
import { type Check, type Finding, plain, quoted } from "./finding.ts";

/** The most lost annotations that are named, each at the place where it stood. */
const MOST = 30;

/** The places to which lost annotations may belong. Their quick fixes are those of every place of the kind. */
const lost =
  (code: "changed" | "ambiguous"): Check =>
  ({ view }) =>
    view.lost
      .filter((place) => place.code === code)
      .map(
        ({ start, end, message, words, stored }): Finding => ({
          ...{ start, end, code, message, related: [], fixes: [], suggested: false },
          about: { quote: plain(words), other: plain(stored) },
        }),
      );

export const changed = lost("changed");
export const ambiguous = lost("ambiguous");

/** Lost annotations to which nothing in the text is like, at the line where they stood. */
export const orphan: Check = ({ text, view }) => {
  const placed = new Set(view.lost.map(({ id }) => id));
  const gone = view.items
    .filter(({ published: { id, status } }) => status === "orphaned" && !placed.has(id))
    .slice(0, MOST);
  const lines = gone.length > 0 ? paragraphs(text) : [];
  return gone.map(({ span, published: { id, text: words, label, figure } }): Finding => {
    const name = `${label ?? termOf(figure?.harm ?? "")} ${quoted(words)}`;
    const at = lines.find(({ end }) => end >= span.start)?.start ?? 0;
    const start = Math.min(Math.max(span.start, at), text.length);
    return {
      ...{ start, end: start, code: "orphan", related: [], suggested: false },
      message: l10n.t(
        "{0} was annotated about here, and the text has it no more. Find it again, or remove it.",
        name,
      ),
      fixes: [
        {
          title: l10n.t("Find {0} again…", name),
          command: "dateline.findAgain",
          more: { ids: [id] },
          asks: true,
        },
        { title: l10n.t("Remove the lost {0}", name), command: commands.remove, more: { ids: [id] } },
      ],
      about: { quote: plain(words) },
    };
  });
};

/** Labels and attributes that the project does not know, each once. Their quick fixes are those of the place. */
export const label: Check = ({ view, tagset }) =>
  labelPlaces(view, tagset).map(
    ({ start, end, message, label: name }): Finding => ({
      ...{ start, end, code: "label", message, related: [], fixes: [], suggested: false },
      about: name === null ? null : { quote: name },
    }),
  );

/** What two sides of a merge decided differently. Its quick fixes are those of the place; it cannot be ignored. */
export const conflict: Check = ({ view }) =>
  view.conflicts.map(
    ({ start, end, message }): Finding => ({
      ...{ start, end, code: "conflict", message, related: [], fixes: [], suggested: false, about: null },
    }),
  );

import * as l10n from "@vscode/l10n";
import { window } from "vscode";
import { CloseAction, ErrorAction, type ErrorHandler } from "vscode-languageclient";
import { countDeaths } from "./deaths.ts";

/** What is done about a server that ends. */
export interface Restarting extends ErrorHandler {
  /** To be called before a server is killed that does not answer any more. */
  hangs(): void;
}

/**
 * Starts a server again that was killed, had no memory left, failed or did not answer; says so once, and gives up where it
 * keeps dying.
 */
export function restarting(): Restarting {
  const next = countDeaths();
  let isHung = false;
  return {
    hangs() {
      isHung = true;
    },
    // What could not be read or written is logged; that the server is gone is told by `closed`.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed() {
      const wasHung = isHung;
      isHung = false;
      const then = next();
      if (then === "over") {
        void window.showErrorMessage(
          l10n.t(
            "Dateline's server keeps ending and is not started again. What was decided is in the sidecars and stays shown; reload the window for suggestions and corrections.",
          ),
        );
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      if (then === "restart-and-tell")
        void window.showWarningMessage(
          wasHung
            ? l10n.t(
                "Dateline's server did not answer any more and was started again. Nothing that was decided is lost.",
              )
            : l10n.t(
                "Dateline's server has ended unexpectedly and was started again. Nothing that was decided is lost.",
              ),
        );
      return { action: CloseAction.Restart, handled: true };
    },
  };
}

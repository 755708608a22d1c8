import {
  type Connection,
  ErrorCodes,
  Message,
  type MessageStrategy,
  ResponseError,
} from "vscode-languageserver";
import { misfit } from "./wireShapes.ts";

/** In place of a message that does not fit. */
const MISFIT = "dateline/misfit";

interface Misfit {
  readonly method: string;
  readonly problem: string;
}

/**
 * Keeps messages with parameters that do not fit from their handlers, which read them as the protocol says they are: to be
 * passed when a connection is made. `answerMisfits` says what is wrong with them.
 */
export const misfitsApart: MessageStrategy = {
  handleMessage(message, next) {
    if (!Message.isRequest(message) && !Message.isNotification(message)) return next(message);
    const problem = misfit(message.method, message.params);
    const params: Misfit = { method: message.method, problem: problem ?? "" };
    const apart = { ...message, method: MISFIT, params };
    return next(problem === null ? message : apart);
  },
};

/** Answers requests that do not fit with `InvalidParams`; notifications, which have no answer, are logged. */
export function answerMisfits(connection: Connection): void {
  const told = ({ method, problem }: Misfit): string => `${method} does not fit at ${problem}`;
  connection.onRequest(MISFIT, (params: Misfit) => new ResponseError(ErrorCodes.InvalidParams, told(params)));
  connection.onNotification(MISFIT, (params: Misfit) => {
    connection.console.error(`${told(params)}; it was left out.`);
  });
}

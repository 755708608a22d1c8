// Commands take effect one after another: who types fast means with each key what the keys before it have left.

/** A command's own turn. */
export interface Turn {
  /**
   * Asks the annotator something in it. Until there is an answer others have their turns, so that an open list keeps no
   * undo waiting; the command then goes on in a turn of its own, before all that was asked for after the answer.
   */
  readonly asking: <T>(question: () => PromiseLike<T>) => Promise<T>;
}

/** Makes of an act one that waits for its turn. It gives what the act gives, or undefined where it was left out. */
export type InTurn = <A extends readonly unknown[]>(
  act: (turn: Turn, ...args: A) => unknown,
) => (...args: A) => Promise<unknown>;

export interface TurnsHost {
  /** Starts a task after some milliseconds, and gives what stops it. */
  readonly timer: (task: () => void, ms: number) => () => void;
  /** Tells the annotator that so many commands were left out, for the one before them takes too long. */
  readonly leftOut: (count: number) => void;
}

/** How long a command may keep others waiting, in ms. */
export const PATIENCE = 10_000;

interface Waiting {
  readonly turn: object;
  /** It has asked something before; what was answered is not left out. */
  readonly begun: boolean;
  readonly go: (mine: boolean) => void;
}

/**
 * A queue of turns. Where one command takes too long, those behind it that have not begun are left out, never carried
 * out on something else than they were meant for; the next ones have their turns again.
 */
export function createTurns({ timer, leftOut }: TurnsHost): InTurn {
  let holder: object | undefined;
  let waiting: readonly Waiting[] = [];
  let stop: (() => void) | undefined;

  const watch = (): void => {
    stop?.();
    stop = waiting.length > 0 ? timer(giveWay, PATIENCE) : undefined;
  };
  const passOn = (): void => {
    const [next, ...others] = waiting;
    holder = next?.turn;
    waiting = others;
    watch();
    next?.go(true);
  };
  const giveWay = (): void => {
    const dropped = waiting.filter(({ begun }) => !begun);
    waiting = waiting.filter(({ begun }) => begun);
    for (const { go } of dropped) go(false);
    if (dropped.length > 0) leftOut(dropped.length);
    passOn();
  };
  const take = (turn: object, begun: boolean): Promise<boolean> => {
    if (holder === undefined) {
      holder = turn;
      return Promise.resolve(true);
    }
    return new Promise((go) => {
      waiting = [...waiting, { turn, begun, go }];
      if (stop === undefined) watch();
    });
  };
  const leave = (turn: object): void => {
    if (holder === turn) passOn();
  };

  return (act) =>
    async (...args) => {
      const turn = {};
      if (!(await take(turn, false))) return undefined;
      const asking: Turn["asking"] = async (question) => {
        leave(turn);
        try {
          return await question();
        } finally {
          await take(turn, true);
        }
      };
      try {
        return await act({ asking }, ...args);
      } finally {
        leave(turn);
      }
    };
}

import * as l10n from "@vscode/l10n";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Run } from "./acts.ts";
import { withToken } from "./progress.ts";
import * as protocol from "./protocol.ts";
import { refusable } from "./requests.ts";
import type { SidecarLayouts } from "./sidecarLayouts.ts";
import { type FileSystem, sidecarOf } from "./workspace/fileSystem.ts";
import { type Move, type MovePlan, moveAll, planMoves } from "./workspace/moveSidecars.ts";
import type { Places } from "./workspace/placedFiles.ts";
import type { SidecarLayout } from "./workspace/sidecarLayout.ts";

export interface MovingSidecarsHost {
  /** The files as they lie. */
  readonly files: FileSystem;
  readonly places: Places;
  readonly layouts: SidecarLayouts;
  readonly relativePath: (uri: string) => string;
  /** Decided so far is written when it resolves. */
  readonly settled: () => Promise<void>;
  /** A sidecar, by its name, may say something else now. */
  readonly written: (sidecar: string) => void;
  /** Sidecars of a folder lie elsewhere now. */
  readonly moved: (root: string) => Promise<void>;
}

/** Answers requests about where sidecars lie, and moves them to where the project says. */
export function registerMovingSidecars(connection: Connection, host: MovingSidecarsHost): void {
  const { files, places, layouts, relativePath } = host;
  /** What was moved last, by folder. */
  const last = new Map<string, readonly Move[]>();

  const planned = (layout: SidecarLayout): Promise<MovePlan> =>
    planMoves(files, layout, async (uri) => (await layouts.of(uri))?.root === layout.root);

  const layoutOf = async (folder: string): Promise<SidecarLayout | null> => {
    const root = `${folder.replace(/\/$/, "")}/`;
    layouts.moved(root);
    return layouts.of(root);
  };

  connection.onRequest(
    protocol.sidecarPlace,
    async ({ uri }: protocol.SidecarPlaceParams): Promise<protocol.SidecarPlaceResult> => {
      const [place = null] = await places.places(sidecarOf(uri));
      return { uri: place };
    },
  );

  connection.onRequest(
    protocol.planSidecarMoves,
    ({ folder }: protocol.PlanSidecarMovesParams): Promise<protocol.PlanSidecarMovesResult> =>
      refusable(async () => {
        const layout = await layoutOf(folder);
        if (layout === null) return { moves: [], blocked: [] };
        const { moves, blocked } = await planned(layout);
        const named = ({ from, to }: Move): Move => ({ from: relativePath(from), to: relativePath(to) });
        return { moves: moves.map(named), blocked: blocked.map(named) };
      }),
  );

  const move = async (
    { folder, back = false }: protocol.MoveSidecarsParams,
    run: Run,
  ): Promise<protocol.MoveSidecarsResult> => {
    await host.settled();
    const layout = await layoutOf(folder);
    if (layout === null) return { moved: 0, problems: [] };
    const { root } = layout;
    const moves = back
      ? [...(last.get(root) ?? [])].reverse().map(({ from, to }) => ({ from: to, to: from }))
      : (await planned(layout)).moves;
    const { done, failed } = await moveAll(files, layout, moves, run);
    last.set(root, back ? [] : done);
    layouts.moved(root);
    for (const { to } of done) host.written(await places.named(to));
    await host.moved(root);
    const problems = failed.map(({ from, why }) => `${relativePath(from)}: ${why}`);
    return { moved: done.length, problems };
  };
  connection.onRequest(
    protocol.moveSidecars,
    (params: protocol.MoveSidecarsParams, token: CancellationToken): Promise<protocol.MoveSidecarsResult> =>
      refusable(() =>
        withToken(
          connection,
          params,
          token,
          l10n.t("Moving sidecars"),
          (run) => move(params, run),
          (done, of) => l10n.t("{0} of {1} sidecars", done, of),
        ),
      ),
  );
}

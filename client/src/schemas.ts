import { type Disposable, type ExtensionContext, Uri, workspace } from "vscode";

/**
 * Answers for `dateline:/sidecar.schema.json`, the address that every sidecar names as its schema, so that the editor's
 * JSON support validates and completes without asking the network.
 */
export const provideSchemas = (context: ExtensionContext): Disposable =>
  workspace.registerTextDocumentContentProvider("dateline", {
    async provideTextDocumentContent({ path }) {
      const name = path.replace(/^\//, "");
      if (!/^[a-z]+\.schema\.json$/.test(name)) return undefined;
      const file = Uri.joinPath(context.extensionUri, "server", "schemas", name);
      return (await workspace.openTextDocument(file)).getText();
    },
  });

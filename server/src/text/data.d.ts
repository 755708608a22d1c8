// Lexicons and other data files are imported as the text they hold: by esbuild's text loader in the bundles,
// by test/support/textImports.mjs under Node.
declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*.tsv" {
  const text: string;
  export default text;
}
// Models are read when they are first asked for: from a file beside the bundle, or out of the bundle in a web worker.
declare module "*.bin" {
  const read: () => Uint8Array;
  export default read;
}

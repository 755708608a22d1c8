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

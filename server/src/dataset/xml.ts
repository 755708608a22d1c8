/** A text inside an attribute of XML 1.0; characters that XML cannot hold at all become spaces. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ")
    .replace(
      /[&<>"'\t\n\r]/g,
      (char) =>
        ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[char] ??
        `&#${char.charCodeAt(0)};`,
    );

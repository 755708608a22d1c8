/**
 * The lines of a stream of bytes, as many together as have come: cut at LF alone, for a JSON string may hold U+2028 as
 * it is, at which Node's readline would cut the record in two. A last line without LF counts; a CR before LF is dropped.
 */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  // The pieces of a line that has not ended: joined once, so that a line of any length costs its length.
  let open: string[] = [];
  for await (const chunk of stream) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const pieces = text.split("\n");
    const last = pieces.pop() ?? "";
    if (pieces.length > 0) {
      pieces[0] = open.join("") + pieces[0];
      open = [];
      yield pieces.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
    }
    open.push(last);
  }
  const rest = open.join("") + decoder.decode();
  if (rest !== "") yield [rest];
}

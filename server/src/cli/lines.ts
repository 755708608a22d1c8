/**
 * The lines of a stream of bytes, cut at LF alone: a JSON string may hold U+2028 as it is, at which Node's readline
 * would cut the record in two. A last line without LF counts; a CR before LF is dropped.
 */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = rest.indexOf("\n"); at !== -1; at = rest.indexOf("\n", from)) {
      yield rest.slice(from, rest[at - 1] === "\r" ? at - 1 : at);
      from = at + 1;
    }
    rest = rest.slice(from);
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

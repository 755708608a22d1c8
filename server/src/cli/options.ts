import { type Codebook, codebooks } from "../detect/resolve/codebook.ts";
import { UsageError } from "./output.ts";

/**
 * Reads a call with Node's argument parser; what that refuses is said in one line of ours.
 * @throws UsageError where the call does not fit
 */
export function readCall<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error;
    const option = /'(-[^\s'=<,]*)/.exec(error.message)?.[1] ?? "an option";
    switch (error.code) {
      case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
        throw new UsageError(`there is no option ${option}`);
      case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
        throw new UsageError(
          /does not take/.test(error.message)
            ? `${option} takes no value`
            : `${option}: its value is missing`,
        );
      default:
        throw error;
    }
  }
}

/** What is said where `--format` is missing or names none of the formats. */
export function noFormat(
  given: string | undefined,
  formats: readonly { readonly name: string }[],
): UsageError {
  const wrong = given === undefined ? "--format is missing" : `--format ${given}`;
  return new UsageError(`${wrong}: there are ${formats.map(({ name }) => name).join(", ")}`);
}

/** A whole number from `least` on. @throws UsageError where it is none */
export function wholeNumber(option: string, value: string, least: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < least)
    throw new UsageError(`${option} ${value}: a whole number from ${least} on is wanted`);
  return number;
}

/** The codebook of that name; undefined where none is named. @throws UsageError where there is none */
export function codebookNamed(name: string | undefined): Codebook | undefined {
  if (name === undefined) return undefined;
  const known = codebooks.find((codebook) => codebook === name);
  if (!known) throw new UsageError(`--codebook ${name}: there are ${codebooks.join(", ")}`);
  return known;
}

/**
 * The items of an option that is given once with commas between, or several times.
 * @throws UsageError where one is empty
 */
export function listed(option: string, values: readonly string[]): string[] {
  const items = values.flatMap((value) => value.split(",")).map((item) => item.trim());
  if (items.includes("")) throw new UsageError(`${option}: an item is empty`);
  return items;
}

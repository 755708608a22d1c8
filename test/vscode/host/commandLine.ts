/** Options of desktop VS Code's command line that take a value; all others are flags. */
const WITH_VALUE = new Set([
  "disable-extension",
  "extensionDevelopmentKind",
  "extensionDevelopmentPath",
  "extensionTestsPath",
  "extensions-dir",
  "file-uri",
  "folder-uri",
  "install-extension",
  "locale",
  "locate-extension",
  "log",
  "profile",
  "uninstall-extension",
  "user-data-dir",
]);

export interface CommandLine {
  readonly options: ReadonlyMap<string, readonly (string | true)[]>;
  readonly positional: readonly string[];
}

/** Reads a command line as desktop VS Code would. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const options = new Map<string, (string | true)[]>();
  const positional: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? "";
    const match = /^--?([^=]+)(?:=(.*))?$/s.exec(argument);
    if (!match?.[1]) {
      positional.push(argument);
      continue;
    }
    const value = match[2] ?? (WITH_VALUE.has(match[1]) ? (argv[++i] ?? "") : true);
    options.set(match[1], [...(options.get(match[1]) ?? []), value]);
  }
  return { options, positional };
}

/** The last value of an option that takes one. */
export function lastValue({ options }: CommandLine, name: string): string | undefined {
  const value = options.get(name)?.at(-1);
  return typeof value === "string" ? value : undefined;
}

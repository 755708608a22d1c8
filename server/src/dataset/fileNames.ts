/**
 * Names for a file of each article, without an extension: its id without `.txt`, and with a number behind it where
 * another article has that name already. Case is no difference: on many disks it makes none.
 */
export function fileNames(): (id: string) => string {
  const taken = new Set<string>();
  return (id) => {
    const stem = id.replace(/\.txt$/i, "") || id;
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem} (${n})`;
    taken.add(name.toLowerCase());
    return name;
  };
}

import path from 'node:path';

const isIn = (file: string, folder: string): boolean => file.startsWith(`${folder}/`);

/** Every import from a layer that is not below the file's own, and every folder that is in no layer. */
export function* upwardImports(
  imports: ReadonlyMap<string, readonly string[]>,
  layers: readonly (readonly string[])[],
): Iterable<string> {
  const places = layers.flatMap((folders, height) => folders.map((folder) => ({ folder, height })));
  const placeOf = (file: string) =>
    places.filter(({ folder }) => isIn(file, folder)).toSorted((a, b) => b.folder.length - a.folder.length)[0];
  for (const [file, targets] of imports) {
    const from = placeOf(file);
    if (from === undefined || isUnlisted(file, from.folder)) {
      yield `${path.posix.dirname(file)} is in no layer`;
      continue;
    }
    for (const target of targets) {
      const to = placeOf(target);
      if (to && to.folder !== from.folder && to.height >= from.height) yield `${file} imports ${target}`;
    }
  }
}

/** Folders whose subfolders must each be listed. */
const LISTED = new Set(['functions/core', 'functions', 'infra']);

const isUnlisted = (file: string, folder: string): boolean =>
  LISTED.has(folder) && file.slice(folder.length + 1).includes('/');

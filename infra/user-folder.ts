import path from 'node:path';

/** Where the user is: npm runs its scripts in the folder of package.json, and names the one that it was called from. */
export const userFolder = (): string => process.env['INIT_CWD'] ?? process.cwd();

/** A path that the user gave. */
export const fromUser = (file: string): string => path.resolve(userFolder(), file);

/** A path as the user would write it. */
export const forUser = (file: string): string => path.relative(userFolder(), file) || '.';

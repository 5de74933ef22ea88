/**
 * The keys of a ref's rows in the builds table. Git allows "main#build#000000000071" for a branch, but no space in any
 * ref (https://git-scm.com/docs/git-check-ref-format): what follows a space is never part of a name.
 */

/** What the row of a build in a ref's list begins with. */
export const listPrefix = (ref: string): string => `ref#${ref} `;

/** Where these rows were until they had a space. They last for a year; nothing is written there any more. */
export const oldListPrefix = (ref: string): string => `ref#${ref}#`;

const LIKE_AN_OLD_LIST_ROW = /#build#\d{12}$/;

/** The row of a ref's newest build. Nothing but a space tells a branch of such a name from an old row of another's list. */
export const refRow = (ref: string): string => `ref#${ref}${LIKE_AN_OLD_LIST_ROW.test(ref) ? ' ' : ''}`;

import { BUILDSPEC_PHASES, type Buildspec } from '../../buildspec/buildspec.ts';
import type { Place } from './check.ts';

export interface Command {
  readonly text: string;
  readonly at: Place;
}

/** The commands of a buildspec in the order in which they run, without comments. */
export function commandsOf(buildspec: Buildspec | undefined): readonly Command[] {
  return BUILDSPEC_PHASES.flatMap((name) => {
    const phase = buildspec?.phases[name];
    return (['commands', 'finally'] as const).flatMap((key) =>
      (phase?.[key] ?? []).map((text, index) => ({
        text: text.replaceAll(/(?<=^|\s)#.*$/gm, ''),
        at: { buildspec: ['phases', name, key, index] },
      })),
    );
  });
}

/** Where a shell takes a word for a command: at a beginning, and with variables of its own before it. */
const BEFORE_A_COMMAND = String.raw`(?:^|[;&|({\x60!]|\b(?:then|do|else|sudo|exec|time)\s)\s*(?:\w+=\S*\s+)*`;

/** A pattern that finds `command` where a shell would run it, and not in an echo. */
export const runs = (command: string): RegExp => RegExp(BEFORE_A_COMMAND + command, 'm');

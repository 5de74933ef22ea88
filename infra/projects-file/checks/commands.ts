import { BUILDSPEC_PHASES, type Buildspec } from '../../buildspec/buildspec.ts';
import type { CheckPlace } from './check.ts';

export interface BuildspecCommand {
  /** The part that the shell runs: without comments, and with continued lines joined. */
  readonly text: string;
  readonly at: CheckPlace;
}

/** The commands of a buildspec in the order in which they run. */
export function commandsOf(buildspec: Buildspec | undefined): readonly BuildspecCommand[] {
  return BUILDSPEC_PHASES.flatMap((name) => {
    const phase = buildspec?.phases[name];
    return (['commands', 'finally'] as const).flatMap((key) =>
      (phase?.[key] ?? []).map((text, index) => ({
        text: text.replaceAll(/\\\r?\n/g, ' ').replaceAll(DATA, withoutCommands),
        at: { buildspec: ['phases', name, key, index] },
      })),
    );
  });
}

/** In the order in which a shell recognises them: here-documents, quoted texts, comments. */
const DATA =
  /<<-?\s*(?<quote>['"]?)(?<end>\w+)\k<quote>(?<rest>[^\n]*)\n[^]*?\n\s*\k<end>(?=\s|$)|'[^']*'|"(?:\\.|[^"\\])*"|(?<=^|\s)#.*$/gm;

/**
 * Inside quotes, nothing ends a command, so none begins there either. The argument of `sh -c` is found by its quote.
 */
function withoutCommands(text: string): string {
  if (text.startsWith('#')) return '';
  if (text.startsWith('<<')) return text.slice(0, text.indexOf('\n'));
  return text.replaceAll(text.startsWith("'") ? /[;&|({`!\n]/g : /[;&|{!\n]|(?<!\$)\(/g, ' ');
}

/** Where a shell expects a command: at the beginning, or after a program that runs another one, with its options. */
const BEGINNING = String.raw`(?:^|[;&|({\x60!]|\s-[a-z]*c\s+["'])`;
const RUNNERS = String.raw`(?:(?:then|do|else|sudo|exec|time|env|nohup|xargs|timeout\s+[\d.]+[smhd]?)\s+|\w+=\S*\s+)*`;

/** A pattern that finds `command` where a shell would run it, but not in the arguments of echo. */
export const runs = (command: string): RegExp => RegExp(String.raw`${BEGINNING}\s*${RUNNERS}${command}`, 'm');

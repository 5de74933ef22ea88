import { BUILDSPEC_PHASES, type Buildspec } from '../../buildspec/buildspec.ts';
import type { CheckPlace } from './check.ts';

export interface BuildspecCommand {
  /** What the shell runs of it: without comments, and each continued line in one. */
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

/** In the order in which a shell sees them: here-documents, quoted texts, comments. */
const DATA =
  /<<-?\s*(?<quote>['"]?)(?<end>\w+)\k<quote>(?<rest>[^\n]*)\n[^]*?\n\s*\k<end>(?=\s|$)|'[^']*'|"(?:\\.|[^"\\])*"|(?<=^|\s)#.*$/gm;

/** In quotes nothing ends a command, so that none begins either; what `sh -c` is given is found by its quote. */
function withoutCommands(text: string): string {
  if (text.startsWith('#')) return '';
  if (text.startsWith('<<')) return text.slice(0, text.indexOf('\n'));
  return text.replaceAll(text.startsWith("'") ? /[;&|({`!\n]/g : /[;&|{!\n]|(?<!\$)\(/g, ' ');
}

/** Where a shell takes a word for a command: at a beginning, and behind what runs another, with its options. */
const BEGINNING = String.raw`(?:^|[;&|({\x60!]|\s-[a-z]*c\s+["'])`;
const RUNNERS = String.raw`(?:(?:then|do|else|sudo|exec|time|env|nohup|xargs|timeout\s+[\d.]+[smhd]?)\s+|\w+=\S*\s+)*`;

/** A pattern that finds `command` where a shell would run it, and not in an echo. */
export const runs = (command: string): RegExp => RegExp(String.raw`${BEGINNING}\s*${RUNNERS}${command}`, 'm');

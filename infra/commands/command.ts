import type { Readable, Writable } from 'node:stream';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The input and output of a command, passed in so that a test can run the command in the test's own process. */
export interface Terminal {
  readonly console: Pick<Console, 'log' | 'error'>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  /** Aborted by Ctrl-C. A command that does not use it ends immediately instead. */
  readonly interrupted: AbortSignal;
}

/**
 * One command of `npm run`.
 *
 * @param args without the command's own name
 * @returns the exit code, 0 by default
 * @throws Error whose message is all that the user sees; the exit code is then 1
 */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number | void>;

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<Taken extends Options> = ReturnType<typeof parseArgs<{ readonly options: Taken }>>['values'];

/** The one argument that is not an option. */
interface Operand {
  readonly isOptional?: true;
  /** The message if there are several, or none and it is not optional: "Name one project: npm run logs -- sample". */
  readonly usage: string;
}

/** The operand as given on the command line. */
type Given<Taken extends Operand | undefined> = Taken extends { readonly isOptional: true }
  ? string | undefined
  : Taken extends Operand
    ? string
    : undefined;

interface Definition<TakenOptions extends Options, TakenOperand extends Operand | undefined> {
  readonly help: string;
  /** In addition to --help and -h, which every command has. */
  readonly options: TakenOptions;
  /** By default, the command only has options. */
  readonly operand?: TakenOperand;
  readonly run: (
    values: Values<TakenOptions>,
    terminal: Terminal,
    operand: Given<TakenOperand>,
  ) => Promise<number | void>;
}

const HELP_OPTION = { help: { type: 'boolean', short: 'h' } } as const;

/** Defines a command that parses its options, prints its help, and refuses unknown arguments. */
export function command<
  const TakenOptions extends Options,
  const TakenOperand extends Operand | undefined = undefined,
>({ help, options, operand, run }: Definition<TakenOptions, TakenOperand>): Command {
  return async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: operand !== undefined,
      options: { ...options, ...HELP_OPTION },
    });
    const { help: wantsHelp, ...taken } = values as Values<typeof HELP_OPTION>;
    if (wantsHelp) return terminal.console.log(help);
    const isMissing = positionals.length === 0 && operand?.isOptional !== true;
    if (operand && (isMissing || positionals.length > 1)) throw new Error(operand.usage);
    return run(taken as Values<TakenOptions>, terminal, positionals[0] as Given<TakenOperand>);
  };
}

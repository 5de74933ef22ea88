import { stdout } from 'node:process';

/** Output that functions write without the console is shown like the console's: beside the test, if that fails. */
stdout.write = (line: string | Uint8Array): boolean => {
  console.log(String(line).trimEnd());
  return true;
};

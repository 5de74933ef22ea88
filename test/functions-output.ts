import { stdout } from 'node:process';

/** What functions write past the console is shown as the console's is: beside the test, where that fails. */
stdout.write = (line: string | Uint8Array): boolean => {
  console.log(String(line).trimEnd());
  return true;
};

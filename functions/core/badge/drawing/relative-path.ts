export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The number of coordinates after each command of satori's paths, which are absolute. */
const COORDINATES: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

/**
 * Rewrites a path of absolute commands as relative ones with whole numbers, so that it can be drawn anywhere after a
 * move. The path starts at `origin` and ends with a move to `next`.
 *
 * @param path satori's: M, L, Q, C and Z, in pixels
 * @param scale units per pixel; the results are rounded to whole units
 * @throws Error for any other command
 */
export function relativePath(path: string, scale: number, origin: Point, next: Point): string {
  const writer = new PathWriter();
  const place = ({ x, y }: Point): Point => ({
    x: Math.round((x - origin.x) * scale),
    y: Math.round((y - origin.y) * scale),
  });
  let at: Point = { x: 0, y: 0 };
  let start = at;
  // The start of the next subpath. The move is written only when something is drawn, because fonts contain contours of
  // a single point.
  let move: Point | undefined;
  for (const [command, points] of commandsOf(path)) {
    const to = points.map(place);
    const end = to.at(-1) ?? start;
    if (command === 'M') {
      move = end;
      continue;
    }
    if (move && (command === 'Z' || isSame(move, end))) continue;
    if (move) {
      writer.write('m', move.x - at.x, move.y - at.y);
      at = start = move;
      move = undefined;
    }
    if (command === 'Z') writer.write('z');
    else if (command === 'L') writeLine(writer, at, end);
    else writer.write(command.toLowerCase(), ...to.flatMap(({ x, y }) => [x - at.x, y - at.y]));
    at = end;
  }
  const onward = place(next);
  writer.write('m', onward.x - at.x, onward.y - at.y);
  return writer.text;
}

const isSame = (one: Point, other: Point): boolean => one.x === other.x && one.y === other.y;

function writeLine(writer: PathWriter, from: Point, to: Point): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dx === 0 && dy === 0) return;
  if (dy === 0) writer.write('h', dx);
  else if (dx === 0) writer.write('v', dy);
  else writer.write('l', dx, dy);
}

/** Joins commands with the fewest characters: a repeated command is omitted, and a minus sign needs no space. */
class PathWriter {
  text = '';
  #last = '';

  write(command: string, ...numbers: readonly number[]): void {
    // A repeated m would be interpreted as l.
    let separator = command === this.#last && command !== 'm' ? ' ' : command;
    for (const number of numbers) {
      this.text += (number < 0 && separator === ' ' ? '' : separator) + String(number);
      separator = ' ';
    }
    if (numbers.length === 0) this.text += command;
    this.#last = command;
  }
}

function* commandsOf(path: string): Generator<readonly [command: string, points: readonly Point[]]> {
  for (const [, command = '', list = ''] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = list.match(/-?[\d.]+/g)?.map(Number) ?? [];
    if (numbers.length !== COORDINATES[command]) {
      throw new Error(
        `The path contains "${command}${list.trim()}", which is not one of satori's commands: absolute M, L, Q, C and Z.`,
      );
    }
    const xs = numbers.filter((_, index) => index % 2 === 0);
    yield [command, xs.map((x, index) => ({ x, y: numbers[2 * index + 1]! }))];
  }
}

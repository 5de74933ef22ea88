import { html, type Html } from './html.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const digits = (value: number): string => String(value).padStart(2, '0');

/**
 * A time in UTC. The pages' script shows how long ago it is, so that the document only changes when its content does.
 *
 * @param time milliseconds since 1970
 * @param where a place in which UTC need not be repeated
 */
export function timeHtml(time: number, where?: 'in a column of UTC'): Html {
  const date = new Date(time);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const minute = `${digits(date.getUTCHours())}:${digits(date.getUTCMinutes())}`;
  return html`<time datetime="${date.toISOString().slice(0, 19)}Z"
    >${day}, ${minute}${where === undefined && ' UTC'}</time
  >`;
}

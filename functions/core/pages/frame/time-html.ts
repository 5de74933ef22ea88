import { html, type Html } from './html.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const digits = (value: number): string => String(value).padStart(2, '0');

/**
 * A time in UTC. The pages' script shows how long ago that is, so that the document stays the same as long as what it
 * shows does.
 *
 * @param time milliseconds since 1970
 * @param where where UTC need not be said again
 */
export function timeHtml(time: number, where?: 'in a column of UTC'): Html {
  const date = new Date(time);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const minute = `${digits(date.getUTCHours())}:${digits(date.getUTCMinutes())}`;
  return html`<time datetime="${date.toISOString().slice(0, 19)}Z"
    >${day}, ${minute}${where === undefined && ' UTC'}</time
  >`;
}

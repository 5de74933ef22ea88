import { html, type Html } from './html.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const digits = (value: number): string => String(value).padStart(2, '0');

/**
 * A time in UTC. The pages' script turns the time into how long ago it was, so that the document itself changes only
 * when its content does.
 *
 * @param time milliseconds since 1970
 * @param where given if the surrounding text already shows that times are in UTC
 */
export function timeHtml(time: number, where?: 'in a column of UTC'): Html {
  const date = new Date(time);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const minute = `${digits(date.getUTCHours())}:${digits(date.getUTCMinutes())}`;
  return html`<time datetime="${date.toISOString().slice(0, 19)}Z"
    >${day}, ${minute}${where === undefined && ' UTC'}</time
  >`;
}

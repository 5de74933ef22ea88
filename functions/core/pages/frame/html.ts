import { escapeXml } from '../../http/escape-xml.ts';

/** Markup: made by `html`, or written by us. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A text is escaped, a list is joined, and what is undefined or false is left out. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/**
 * Markup in which every value is escaped that is not markup itself: html`<b>${name}</b>`. Spaces between elements are
 * one space in a page, however a template is indented; values stay as they are.
 */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const [first = '', ...rest] = withoutIndents(template);
  return new Html(rest.reduce((text, next, index) => text + render(parts[index]) + next, first));
}

function render(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(render).join('') : escapeXml(String(part));
}

/** HTML does without the ends of rows and cells and the spaces at their edges, and a list of builds is mostly these. */
const AROUND_CELLS = / ?(?:(<(?:tr|td|th)(?: [^>]*)?>)|<\/(?:tr|td|th)>) ?/g;

/** Nor does it need quotes around a word. */
const SIMPLE = /="([\w-]+)"(?=[ >])/g;

/** Each template is one array, however often it is used. */
const read = new WeakMap<TemplateStringsArray, readonly string[]>();

function withoutIndents(template: TemplateStringsArray): readonly string[] {
  const known = read.get(template);
  if (known) return known;
  const texts = template.map((text) =>
    text.replace(/\s+/g, ' ').replace(AROUND_CELLS, '$1').replace(SIMPLE, '=$1').replaceAll(' >', '>'),
  );
  read.set(template, texts);
  return texts;
}

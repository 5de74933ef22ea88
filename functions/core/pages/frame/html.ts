import { escapeXml } from '../../http/escape-xml.ts';

/** Markup made by `html`, or written by us. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Texts are escaped, lists are joined, and undefined and false are omitted. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/**
 * Markup in which every value is escaped unless it is markup itself: html`<b>${name}</b>`. White space between elements
 * becomes one space, however a template is indented; values stay unchanged.
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

/**
 * HTML does not need the end tags of rows and cells, or the white space around them, and a list of builds mostly
 * consists of these.
 */
const AROUND_CELLS = / ?(?:(<(?:tr|td|th)(?: [^>]*)?>)|<\/(?:tr|td|th)>) ?/g;

/** HTML does not need quotes around a single word, either. */
const SIMPLE = /="([\w-]+)"(?=[ >])/g;

/** A template is always the same array, however often it is used. */
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

import { escapeXml } from '../http/escape-xml.ts';

export interface LinkedImage {
  /** Absolute URLs. */
  readonly image: string;
  readonly link: string;
  /** Of letters, digits, spaces, "-" and "_". */
  readonly alt: string;
}

/** What to write into a README, by its markup language. */
export function badgeSnippets({ image, link, alt }: LinkedImage): Readonly<Record<string, string>> {
  const [src, href] = [image, link].map(withoutMarkup) as [string, string];
  return {
    Markdown: `[![${alt}](${src})](${href})`,
    HTML: `<a href="${escapeXml(href)}"><img src="${escapeXml(src)}" alt="${alt}"></a>`,
    reStructuredText: `.. image:: ${src}\n   :target: ${href}\n   :alt: ${alt}`,
    AsciiDoc: `image:${src}[${alt},link="${href}"]`,
  };
}

/** What means something to one of the languages is as good percent-encoded. */
const withoutMarkup = (url: string): string =>
  url.replace(/[\s"'()<>[\]\\^`{|}*]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

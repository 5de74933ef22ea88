import { escapeXml } from '../http/escape-xml.ts';

export interface LinkedImage {
  /** Absolute URLs. */
  readonly image: string;
  readonly link: string;
  /** Consists of letters, digits, spaces, "-" and "_". */
  readonly alt: string;
}

/** The text to paste into a README, by markup language. */
export function badgeSnippets({ image, link, alt }: LinkedImage): Readonly<Record<string, string>> {
  const [src, href] = [image, link].map(withoutMarkup) as [string, string];
  return {
    Markdown: `[![${alt}](${src})](${href})`,
    HTML: `<a href="${escapeXml(href)}"><img src="${escapeXml(src)}" alt="${alt}"></a>`,
    reStructuredText: `.. image:: ${src}\n   :target: ${href}\n   :alt: ${alt}`,
    AsciiDoc: `image:${src}[${alt},link="${href}"]`,
  };
}

/** Percent-encodes characters that are markup in one of the languages. */
const withoutMarkup = (url: string): string =>
  url.replace(/[\s"'()<>[\]\\^`{|}*]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

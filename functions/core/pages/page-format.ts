/** The last segment of a path: "web" is a document, "web.json" the same as JSON. */
export function pageFormat(segment: string): { readonly name: string; readonly isJson: boolean } {
  const isJson = segment.endsWith('.json');
  return { name: isJson ? segment.slice(0, -'.json'.length) : segment, isJson };
}

/** The format of a path's last segment: "web" is a document, "web.json" the same content as JSON. */
export function pageFormat(segment: string): { readonly name: string; readonly isJson: boolean } {
  const isJson = segment.endsWith('.json');
  return { name: isJson ? segment.slice(0, -'.json'.length) : segment, isJson };
}

/** A text as one segment of a path, or a value in a query. Half a surrogate pair has no UTF-8. */
export const encodeSegment = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

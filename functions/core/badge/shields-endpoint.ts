import type { Badge } from './drawing/badge.ts';

/**
 * The JSON from which shields draws one of our badges. https://shields.io/badges/endpoint-badge
 *
 * @param isError whether the state could not be read
 */
export const shieldsEndpoint = ({ label, message, color, labelColor, style, logo }: Badge, isError: boolean): string =>
  `${JSON.stringify({
    schemaVersion: 1,
    label,
    message,
    color,
    ...(labelColor !== undefined && { labelColor }),
    ...(style !== undefined && { style }),
    ...(logo !== undefined && { namedLogo: logo }),
    ...(isError && { isError }),
  })}\n`;

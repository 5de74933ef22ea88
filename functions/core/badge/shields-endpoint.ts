import type { Badge } from './drawing/badge.ts';

/**
 * What shields draws a badge of ours from. https://shields.io/badges/endpoint-badge
 *
 * @param isError whether the state could not be told
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

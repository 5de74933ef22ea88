import type { Project } from '../configuration.ts';
import { badgeColor } from './badge-color.ts';
import { isBadgeStyle } from './badge-style.ts';
import { badgeText } from './badge-text.ts';
import type { Badge } from './render-badge.ts';

const DEFAULT_LABEL = 'build';

type Appearance = Pick<Badge, 'label' | 'style'> & Partial<Pick<Badge, 'color' | 'labelColor'>>;

/**
 * What a request, and after it the projects file, says of a badge's looks: `label`, `style`, `color` and `labelColor`,
 * spelled as shields spells them. A value that is none is as good as absent.
 */
export function appearance(query: URLSearchParams, project: Project | undefined): Appearance {
  const style = [query.get('style'), project?.badge.style].find(isBadgeStyle);
  const color = badgeColor(query.get('color') ?? '');
  const labelColor = badgeColor(query.get('labelColor') ?? '');
  return {
    label: badgeText(query.get('label') ?? project?.badge.label ?? DEFAULT_LABEL),
    ...(style && { style }),
    ...(color && { color }),
    ...(labelColor && { labelColor }),
  };
}

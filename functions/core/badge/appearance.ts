import type { Project } from '../configuration.ts';
import type { BadgeQuery } from './badge-query.ts';
import { isBadgeStyle } from './drawing/badge-style.ts';
import { badgeText } from './badge-text.ts';
import type { Badge } from './drawing/badge.ts';

const DEFAULT_LABEL = 'build';

type Appearance = Pick<Badge, 'label' | 'style' | 'logo' | 'labelColor'> & Partial<Pick<Badge, 'color'>>;

/** The label of a project's badge if the request has none. */
export const ownLabel = (project: Project | undefined): string => badgeText(project?.badge.label ?? DEFAULT_LABEL);

/**
 * A badge's looks from the request, or else from the projects file: `label`, `style`, `logo`, `color` and `labelColor`,
 * spelled as in shields. A value that is not valid is ignored.
 */
export function appearance(asked: BadgeQuery, project: Project | undefined): Appearance {
  const { key_text, subject, label = key_text ?? subject, logo, color, labelColor } = asked;
  const style = [asked.style, project?.badge.style].find(isBadgeStyle);
  return {
    label: label === undefined ? ownLabel(project) : badgeText(label),
    style,
    logo,
    labelColor,
    ...(color && { color }),
  };
}

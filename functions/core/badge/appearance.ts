import type { Project } from '../configuration.ts';
import { badgeColor } from './drawing/badge-color.ts';
import { isBadgeLogo } from './drawing/badge-logo.ts';
import { isBadgeStyle } from './drawing/badge-style.ts';
import { badgeText } from './badge-text.ts';
import type { Badge } from './drawing/badge.ts';

const DEFAULT_LABEL = 'build';
/** shields', GitLab's and Jenkins' names for it. */
const LABEL_PARAMETERS = ['label', 'key_text', 'subject'];

type Appearance = Pick<Badge, 'label' | 'style' | 'logo' | 'labelColor'> & Partial<Pick<Badge, 'color'>>;

/** The label of a project's badge where a request asks for no other. */
export const ownLabel = (project: Project | undefined): string => badgeText(project?.badge.label ?? DEFAULT_LABEL);

/**
 * What a request, and after it the projects file, says of a badge's looks: `label`, `style`, `logo`, `color` and
 * `labelColor`, spelled as shields spells them. A value that is none is as good as absent.
 */
export function appearance(query: URLSearchParams, project: Project | undefined): Appearance {
  const label = LABEL_PARAMETERS.map((name) => query.get(name)).find((value) => value !== null);
  const style = [query.get('style'), project?.badge.style].find(isBadgeStyle);
  const logo = query.get('logo');
  const color = badgeColor(query.get('color') ?? '');
  const labelColor = badgeColor(query.get('labelColor') ?? '');
  return {
    label: label === undefined ? ownLabel(project) : badgeText(label),
    ...(style && { style }),
    ...(isBadgeLogo(logo) && { logo }),
    ...(color && { color }),
    ...(labelColor && { labelColor }),
  };
}

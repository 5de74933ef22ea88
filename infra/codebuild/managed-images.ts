import type { EnvironmentType } from '@aws-sdk/client-codebuild';
import data from './managed-images.json' with { type: 'json' };

/** The month of this data about CodeBuild's images. A newer image is unknown here, but may be valid. */
export const MANAGED_IMAGES_DATE = data.date;

interface ImageFamily {
  readonly name: string;
  readonly types: readonly EnvironmentType[];
  /** Versions, the newest last. */
  readonly maintained: readonly string[];
  readonly unmaintained: readonly string[];
  /** The family's current name. */
  readonly now?: string;
}

const FAMILIES = data.images as readonly ImageFamily[];

const imagesOf = ({ name, maintained }: ImageFamily): readonly string[] =>
  maintained.map((version) => `${name}:${version}`);

export const MAINTAINED_IMAGES = FAMILIES.flatMap(imagesOf);

/** Whether an image is one of CodeBuild's own. */
export const isManagedImage = (image: string): boolean => image.startsWith('aws/codebuild/');

export type ManagedImage =
  | { readonly known: false }
  | {
      readonly known: true;
      readonly types: readonly EnvironmentType[];
      /** For an image that is no longer maintained, its successor. */
      readonly successor?: string;
    };

/** What is known about one of CodeBuild's images: "aws/codebuild/standard:7.0", with or without a patch version. */
export function describeManagedImage(image: string): ManagedImage {
  const [name = '', tag = 'latest'] = image.split(':');
  const of = (versions: readonly string[]) =>
    versions.some((version) => tag === version || tag.startsWith(`${version}-`));
  const family = FAMILIES.find((each) => each.name === name && of([...each.maintained, ...each.unmaintained]));
  if (!family) return { known: false };
  const { types } = family;
  if (of(family.maintained)) return { known: true, types };
  const goesOn = FAMILIES.find((each) => each.name === (family.now ?? name) && each.maintained.length > 0) ?? family;
  return { known: true, types, successor: imagesOf(goesOn).at(-1) ?? name };
}

/** The newest maintained image for an environment type. */
export const newestImageFor = (type: EnvironmentType): string | undefined =>
  FAMILIES.filter(({ types }) => types.includes(type))
    .flatMap(imagesOf)
    .at(-1);

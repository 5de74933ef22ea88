import type { EnvironmentPlatform, PlatformType } from '@aws-sdk/client-codebuild';
import { MAINTAINED_IMAGES } from '../../../codebuild/managed-images.ts';

/** The service lists neither a platform nor an image for macOS. */
const PLATFORMS: readonly (readonly [PlatformType, RegExp])[] = [
  ['AMAZON_LINUX', /^aws\/codebuild\/amazonlinux/],
  ['UBUNTU', /^aws\/codebuild\/standard/],
  ['WINDOWS_SERVER', /^aws\/codebuild\/windows/],
];

export const listCuratedEnvironmentImages = (): { readonly platforms: EnvironmentPlatform[] } => ({
  platforms: PLATFORMS.map(([platform, names]) => {
    const images = MAINTAINED_IMAGES.filter((image) => names.test(image));
    return {
      platform,
      languages: [{ language: 'BASE', images: images.map((name) => ({ name, description: name, versions: [name] })) }],
    };
  }),
});

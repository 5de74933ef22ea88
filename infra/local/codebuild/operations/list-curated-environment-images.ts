import type { EnvironmentPlatform } from '@aws-sdk/client-codebuild';

/** Of each platform the images and what they are for. Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html */
const CURATED: Readonly<Record<'AMAZON_LINUX' | 'UBUNTU' | 'WINDOWS_SERVER', Readonly<Record<string, string>>>> = {
  AMAZON_LINUX: {
    'aws/codebuild/amazonlinux-x86_64-standard:5.0': 'AWS CodeBuild - Amazon Linux 2023 x86_64 Standard Image - 5.0',
    'aws/codebuild/amazonlinux-x86_64-standard:6.0': 'AWS CodeBuild - Amazon Linux 2023 x86_64 Standard Image - 6.0',
    'aws/codebuild/amazonlinux-aarch64-standard:3.0': 'AWS CodeBuild - Amazon Linux 2023 aarch64 Standard Image - 3.0',
    'aws/codebuild/amazonlinux2-x86_64-standard:5.0': 'AWS CodeBuild - Amazon Linux 2023 x86_64 Standard Image - 5.0',
    'aws/codebuild/amazonlinux2-aarch64-standard:3.0': 'AWS CodeBuild - Amazon Linux 2023 aarch64 Standard Image - 3.0',
  },
  UBUNTU: {
    'aws/codebuild/standard:5.0': 'AWS CodeBuild - Ubuntu 20.04 Standard Image - 5.0',
    'aws/codebuild/standard:6.0': 'AWS CodeBuild - Ubuntu 22.04 Standard Image - 6.0',
    'aws/codebuild/standard:7.0': 'AWS CodeBuild - Ubuntu 22.04 Standard Image - 7.0',
  },
  WINDOWS_SERVER: {
    'aws/codebuild/windows-base:2019-3.0': 'AWS CodeBuild - Windows Server Core 2019 Image - 3.0',
    'aws/codebuild/windows-base:2022-1.0': 'AWS CodeBuild - Windows Server Core 2022 Image - 1.0',
  },
};

export const listCuratedEnvironmentImages = (): { readonly platforms: EnvironmentPlatform[] } => ({
  platforms: Object.entries(CURATED).map(([platform, images]) => ({
    platform: platform as keyof typeof CURATED,
    languages: [
      {
        language: 'BASE',
        images: Object.entries(images).map(([name, description]) => ({ name, description, versions: [name] })),
      },
    ],
  })),
});

import { describeManagedImage } from './managed-images.ts';

interface Runtime {
  readonly name: string;
  /** The images that include it; by default, all. */
  readonly images?: RegExp;
}

/**
 * The runtimes that a buildspec's runtime-versions can name.
 * Source: the runtimes.yml of each image in https://github.com/aws/aws-codebuild-docker-images
 */
const RUNTIMES: readonly Runtime[] = [
  { name: 'android', images: /^(?:standard:[2-4]\.|amazonlinux2-x86_64-standard:[1-3]\.)/ },
  {
    name: 'docker',
    images: /^(?:standard:[2-4]\.|amazonlinux2-x86_64-standard:[1-4]\.|amazonlinux2?-aarch64-standard:[1-4]\.)/,
  },
  { name: 'dotnet' },
  { name: 'golang' },
  { name: 'java' },
  { name: 'nodejs' },
  { name: 'php' },
  { name: 'python' },
  { name: 'ruby' },
  {
    name: 'rust',
    images: /^(?:standard:8\.|amazonlinux-x86_64-standard:6\.|amazonlinux-aarch64-standard:4\.)/,
  },
];

/** The names of all runtimes in any image. */
export const RUNTIME_NAMES = RUNTIMES.map(({ name }) => name);

/**
 * Windows, macOS and machine images have no selection of runtimes, or another one; standard:1.0 is older than the
 * selection.
 */
const SELECTS = /^(?:standard:(?!1\.)|amazonlinux2?-[a-z0-9_]+(?:-lambda)?-standard:)/;

/** The runtimes of one of CodeBuild's images; undefined if they are not known, as for a custom image. */
export function runtimesOf(image: string): readonly string[] | undefined {
  const own = image.replace('aws/codebuild/', '');
  if (own === image || !SELECTS.test(own) || !describeManagedImage(image).known) return undefined;
  if (/^\S+-standard:corretto\d+/.test(own) && !own.includes('-lambda-')) return ['java'];
  return RUNTIMES.filter(({ images }) => images?.test(own) ?? true).map(({ name }) => name);
}

export interface S3Location {
  readonly bucket: string;
  /** Key or beginning of keys, without slashes around it; "" for the whole bucket. */
  readonly path: string;
}

/** Reads "bucket/path", as CodeBuild's API has it, or its ARN. */
export function s3Location(location: string): S3Location {
  const [bucket = '', ...path] = location
    .replace(/^arn:[^:]*:s3:::/, '')
    .split('/')
    .filter((part) => part !== '');
  return { bucket, path: path.join('/') };
}

export interface S3Location {
  readonly bucket: string;
  /** A key or key prefix, without slashes around it; "" for the whole bucket. */
  readonly path: string;
}

/** Parses "bucket/path", as in CodeBuild's API, or its ARN. */
export function s3Location(location: string): S3Location {
  const [bucket = '', ...path] = location
    .replace(/^arn:[^:]*:s3:::/, '')
    .split('/')
    .filter((part) => part !== '');
  return { bucket, path: path.join('/') };
}

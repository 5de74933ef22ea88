export interface EcrImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/** Parses the image of a private ECR repository: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/web:1". */
export function ecrImage(image: string): EcrImage | undefined {
  const [, account, region, repository] =
    /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(image) ?? [];
  return account === undefined || region === undefined || repository === undefined
    ? undefined
    : { account, region, repository };
}

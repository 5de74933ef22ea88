import * as v from 'valibot';

/** What a deployment has besides the service itself, each by one line. */
export const stack = v.pipe(
  v.object({
    /** Of the badges where there is a `cdn`, else of everything. */
    domain: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
          'must be a host name in lower case: badges.example.com',
        ),
      ),
    ),
    /** Route 53's, of the domain: then its records are made too. */
    hostedZone: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a Route 53 hosted zone: Z0123456789ABCDEFGHIJ'),
      ),
    ),
    /** Of the domain; without one, it is made. */
    certificate: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-z0-9-]+$/,
          'must be the ARN of a certificate: arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-...',
        ),
      ),
    ),
    /** CloudFront before the badges. */
    cdn: v.optional(v.boolean(), false),
    /** CloudWatch's. */
    dashboard: v.optional(v.boolean(), false),
    alarmEmail: v.optional(v.pipe(v.string(), v.email('must be an e-mail address: ops@example.com'))),
  }),
  v.check(
    ({ domain, hostedZone, certificate }) => domain !== undefined || (hostedZone ?? certificate) === undefined,
    'hostedZone and certificate are of a domain: add one, or take them out',
  ),
);

export type StackSettings = v.InferOutput<typeof stack>;

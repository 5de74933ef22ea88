import * as v from 'valibot';

/** Optional parts of a deployment, one line each. */
export const stack = v.pipe(
  v.object({
    /** The domain of the badges if there is a `cdn`, otherwise of everything. */
    domain: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
          'must be a lower-case host name, for example badges.example.com',
        ),
      ),
    ),
    /** The domain's hosted zone in Route 53; if set, its records are created. */
    hostedZone: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a Route 53 hosted zone, for example Z0123456789ABCDEFGHIJ'),
      ),
    ),
    /** The domain's certificate; without one, it is created. */
    certificate: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-z0-9-]+$/,
          'must be the ARN of a certificate, for example arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-...',
        ),
      ),
    ),
    /** CloudFront in front of the badges. */
    cdn: v.optional(v.boolean(), false),
    /** A CloudWatch dashboard. */
    dashboard: v.optional(v.boolean(), false),
    alarmEmail: v.optional(v.pipe(v.string(), v.email('must be an e-mail address, for example ops@example.com'))),
  }),
  v.check(
    ({ domain, hostedZone, certificate }) => domain !== undefined || (hostedZone ?? certificate) === undefined,
    'has a hostedZone or certificate, but no domain: add the domain, or remove the other two keys',
  ),
);

export type StackSettings = v.InferOutput<typeof stack>;

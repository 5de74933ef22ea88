import type { Resource } from '../cloudformation/template.ts';
import type { StackContext } from './template-part.ts';

/** The only region of certificates that CloudFront accepts. */
const CLOUDFRONT_REGION = 'us-east-1';

/** The domain's certificate: the given one, or the one that the stack creates. */
export const certificateArn = ({ settings }: StackContext): unknown => settings.certificate ?? { Ref: 'Certificate' };

/**
 * The certificate that the stack creates if none is given. It is validated by DNS. Without a hosted zone,
 * CloudFormation waits until somebody creates the record that its events show.
 *
 * @throws Error if the certificate cannot be created in the required region
 */
export function certificate(DomainName: string, context: StackContext): Readonly<Record<string, Resource>> {
  checkRegion(context);
  const { certificate: given, hostedZone } = context.settings;
  if (given !== undefined) return {};
  return {
    Certificate: {
      Type: 'AWS::CertificateManager::Certificate',
      Properties: {
        DomainName,
        ValidationMethod: 'DNS',
        ...(hostedZone !== undefined && { DomainValidationOptions: [{ DomainName, HostedZoneId: hostedZone }] }),
      },
    },
  };
}

function checkRegion({ region, settings }: StackContext): void {
  const needed = settings.cdn ? CLOUDFRONT_REGION : region;
  // arn:partition:acm:region:account:certificate/id
  const given = settings.certificate?.split(':')[3] ?? region;
  if (given === needed) return;
  throw new Error(
    settings.certificate === undefined
      ? `CloudFront only accepts certificates in ${CLOUDFRONT_REGION}, but this stack is in ${region}: create a certificate for ${settings.domain} there, and set it as stack.certificate in the projects file.`
      : `stack.certificate in the projects file is in ${given}, but ${settings.cdn ? 'CloudFront' : 'an API in this region'} needs one in ${needed}.`,
  );
}

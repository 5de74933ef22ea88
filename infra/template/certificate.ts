import type { Resource } from '../cloudformation/template.ts';
import type { StackContext } from './template-part.ts';

/** The only region whose certificates CloudFront takes. */
const CLOUDFRONT_REGION = 'us-east-1';

/** Of the domain: the given one, or the one that the stack makes. */
export const certificateArn = ({ settings }: StackContext): unknown => settings.certificate ?? { Ref: 'Certificate' };

/**
 * The certificate that the stack makes, where none is given. It is validated by DNS; without the zone, CloudFormation
 * waits until somebody makes the record that its events tell.
 *
 * @throws Error where it can't be of the region that it must be of
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
      ? `CloudFront takes certificates of ${CLOUDFRONT_REGION} only, and this stack is in ${region}: make a certificate of ${settings.domain} there, and name it as stack.certificate in the projects file.`
      : `stack.certificate of the projects file is of ${given}: ${settings.cdn ? 'CloudFront' : 'an API in this region'} takes one of ${needed}.`,
  );
}

import { AwsError, type AwsRequest, type AwsResponse } from '../../../../infra/local/aws/aws-service.ts';
import type { Account } from './account.ts';
import { xml, xmlResponse } from './xml.ts';

/** The name of the S3 operation that a REST request calls. */
export function s3Operation({ method, path }: Pick<AwsRequest, 'method' | 'path'>): string {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const isBucket = !pathname.slice(1).replace(/\/$/, '').includes('/');
  if (method === 'HEAD') return isBucket ? 'HeadBucket' : 'HeadObject';
  if (method === 'GET' && isBucket) return searchParams.has('versions') ? 'ListObjectVersions' : 'ListObjectsV2';
  if (method === 'POST' && searchParams.has('delete')) return 'DeleteObjects';
  return method === 'PUT' ? 'PutObject' : `${method} ${path}`;
}

/** S3 as far as a deployment uses it: objects by bucket and key. */
export function s3(account: Account): (request: AwsRequest) => AwsResponse {
  return (request) => {
    const { pathname } = new URL(request.path, 'http://s3');
    const name = decodeURIComponent(pathname.slice(1));
    switch (s3Operation(request)) {
      case 'HeadBucket':
        return xmlResponse(200, '');
      case 'PutObject':
        account.objects.set(name, request.body);
        return { status: 200, headers: { etag: '"1"' }, body: '' };
      case 'ListObjectsV2':
      case 'ListObjectVersions': {
        const bucket = name.replace(/\/$/, '');
        const prefix = new URL(request.path, 'http://s3').searchParams.get('prefix') ?? '';
        const keys = [...account.objects.keys()].filter((key) => key.startsWith(`${bucket}/${prefix}`));
        const contents = keys.map((key) => `<Contents>${xml({ Key: key.slice(bucket.length + 1) })}</Contents>`);
        return xmlResponse(200, `<ListBucketResult>${contents.join('')}</ListBucketResult>`);
      }
      case 'DeleteObjects': {
        const bucket = name.replace(/\/$/, '');
        for (const [, key] of request.body.toString().matchAll(/<Key>([^<]+)<\/Key>/g)) {
          account.objects.delete(`${bucket}/${key}`);
        }
        return xmlResponse(200, '<DeleteResult/>');
      }
      default:
        throw new AwsError('NotImplemented', `Nobody asks S3 for ${request.method} ${request.path} here.`, 501);
    }
  };
}

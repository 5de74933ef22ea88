import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectsCommand, paginateListObjectsV2, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** S3 accepts at most this many keys per request. */
const MOST_KEYS = 1000;

/**
 * A plugin for osls, which only uploads its own template and the functions' zips. It uploads the templates of the build
 * projects' stacks to the deployment's bucket before the main stack is updated, and removes earlier templates after a
 * successful update. osls calls it with `new`.
 */
export default function UploadTemplates(serverless) {
  return {
    hooks: {
      'after:aws:deploy:deploy:uploadArtifacts': () => uploadTemplates(serverless),
      // Only after a successful update: a failed one may still need the earlier templates.
      'after:aws:deploy:deploy:updateStack': () => removeEarlierTemplates(serverless),
    },
  };
}

async function uploadTemplates(serverless) {
  if (serverless.service.provider.shouldNotDeploy) return;
  const { s3, Bucket, prefix, folder } = await openBucket(serverless);
  for (const name of await readdir(folder)) {
    const Body = await readFile(join(folder, name));
    await s3.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body, ContentType: 'application/json' }));
  }
}

async function removeEarlierTemplates(serverless) {
  if (serverless.service.provider.shouldNotDeploy) return;
  const { s3, Bucket, prefix, folder } = await openBucket(serverless);
  const current = new Set((await readdir(folder)).map((name) => prefix + name));
  const earlier = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: prefix })) {
    earlier.push(...Contents.map(({ Key }) => Key).filter((key) => !current.has(key)));
  }
  for (let from = 0; from < earlier.length; from += MOST_KEYS) {
    const Objects = earlier.slice(from, from + MOST_KEYS).map((Key) => ({ Key }));
    const { Errors: [failed] = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (failed)
      throw new Error(
        `The stack is deployed, but the earlier template ${failed.Key} in the bucket ${Bucket} was not removed: ${failed.Code}`,
      );
  }
}

async function openBucket(serverless) {
  const { service, serviceDir } = serverless;
  const provider = serverless.getProvider('aws');
  return {
    s3: new S3Client(await provider.getAwsSdkV3Config()),
    Bucket: await provider.getServerlessDeploymentBucketName(),
    prefix: `${provider.getDeploymentPrefix()}/${service.service}/${provider.getStage()}/build-projects/`,
    folder: join(serviceDir, '.build', 'build-projects'),
  };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/**
 * A plugin of osls, which uploads its own template and the functions' zips only: brings the templates of the build
 * projects' stacks to the deployment's bucket before the stack that names them is updated. osls calls it with `new`.
 */
export default function UploadTemplates(serverless) {
  return { hooks: { 'after:aws:deploy:deploy:uploadArtifacts': () => uploadTemplates(serverless) } };
}

async function uploadTemplates(serverless) {
  const { service, serviceDir } = serverless;
  if (service.provider.shouldNotDeploy) return;
  const provider = serverless.getProvider('aws');
  const s3 = new S3Client(await provider.getAwsSdkV3Config());
  const Bucket = await provider.getServerlessDeploymentBucketName();
  const folder = join(serviceDir, '.build', 'build-projects');
  for (const name of await readdir(folder)) {
    const Key = `${provider.getDeploymentPrefix()}/${service.service}/${provider.getStage()}/build-projects/${name}`;
    const Body = await readFile(join(folder, name));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
  }
}

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CREDENTIALS,
  openBench,
  removeTemporaryDirectories,
  temporaryDirectory,
  type TestBench,
} from './test-bench.ts';

/** A mirror of Terraform's providers, including hashicorp/aws: the test installs nothing over the network. */
const MIRROR = process.env['TERRAFORM_PLUGINS'];

let bench: TestBench;
let directory: string;
beforeAll(async () => {
  bench = await openBench();
  directory = temporaryDirectory();
});
afterAll(async () => {
  await bench.stop();
  removeTemporaryDirectories();
});

async function terraform(...parameters: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('terraform', parameters, {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      CHECKPOINT_DISABLE: '1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
  });
  return stdout;
}

const configuration = (description: string, visibility: string): string => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  endpoints {
    codebuild = "${bench.url}"
  }
}
resource "aws_codebuild_project" "web" {
  name               = "web"
  description        = "${description}"
  service_role       = "arn:aws:iam::000000000000:role/service-role/web"
  build_timeout      = 10
  project_visibility = "${visibility}"
  tags               = { team = "web" }
  artifacts {
    type = "NO_ARTIFACTS"
  }
  cache {
    type  = "LOCAL"
    modes = ["LOCAL_CUSTOM_CACHE"]
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "A"
      value = "1"
    }
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\\nphases: { build: { commands: [ 'true' ] } }\\n"
  }
}
`;

test.skipIf(!MIRROR)(
  'Terraform creates a project, reads it back unchanged, updates it and deletes it',
  { timeout: 300_000 },
  async () => {
    const main = join(directory, 'main.tf');
    const projects = async () =>
      (await bench.client.send(new BatchGetProjectsCommand({ names: ['web'] }))).projects ?? [];
    writeFileSync(main, configuration('first', 'PRIVATE'));
    await terraform('init', '-no-color', `-plugin-dir=${MIRROR}`);

    await terraform('apply', '-no-color', '-auto-approve');
    expect(await terraform('plan', '-no-color')).toContain('No changes.');
    expect((await bench.run()).buildStatus).toBe('SUCCEEDED');

    writeFileSync(main, configuration('second', 'PUBLIC_READ'));
    await terraform('apply', '-no-color', '-auto-approve');
    expect(await projects()).toMatchObject([{ description: 'second', projectVisibility: 'PUBLIC_READ' }]);

    await terraform('destroy', '-no-color', '-auto-approve');
    expect(await projects()).toEqual([]);
  },
);

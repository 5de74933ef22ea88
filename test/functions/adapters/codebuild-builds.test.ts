import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeBuildBuilds } from '../../../functions/adapters/codebuild-builds.ts';
import { errorFields } from '../../../functions/adapters/log.ts';

let server: Server;
let requests: string[];
let respond: (response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(String(request.headers['x-amz-target']));
    respond(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function builds(limits: { readonly deadlineMilliseconds: number; readonly attempts: number }) {
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const endpointUrls = { codebuild: `http://127.0.0.1:${port}` };
  return codeBuildBuilds({ region: 'us-east-1', credentials, endpointUrls }, limits);
}

const refuse = (name: string, status: number) => (response: ServerResponse) =>
  void response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-7' })
    .end(JSON.stringify({ __type: name, message: 'no' }));

test("a refusal by CodeBuild is logged with its error name and AWS's request id, and is not retried", async () => {
  respond = refuse('AccessDeniedException', 400);
  const failed = await builds({ deadlineMilliseconds: 1000, attempts: 3 })
    .get(['web:1'])
    .catch((error: unknown) => error);
  expect(errorFields(failed)).toEqual({ error: 'AccessDeniedException', detail: 'no', awsRequestId: 'request-7' });
  expect(requests).toEqual(['CodeBuild_20161006.BatchGetBuilds']);
});

test('throttling is retried as often as the limits allow', async () => {
  respond = refuse('ThrottlingException', 400);
  const stopped = builds({ deadlineMilliseconds: 1000, attempts: 2 }).stop('web:1');
  await expect(stopped).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(requests).toHaveLength(2);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['never responds', () => {}],
  ['stops in the middle of its response', (response) => void response.writeHead(200).write('{')],
])('a call to a CodeBuild that %s waits no longer than its deadline', async (_, faulty) => {
  respond = faulty;
  const got = builds({ deadlineMilliseconds: 200, attempts: 1 }).get(['web:1']);
  await expect(got).rejects.toThrow();
});

test('a build without a status is left out, and the others are kept', async () => {
  const build = { id: 'web:1', projectName: 'web', buildNumber: 1, buildStatus: 'SUCCEEDED', endTime: 1.5 };
  respond = (response) => {
    const found = {
      builds: [
        { ...build, phases: [{}] },
        { ...build, buildStatus: 'NEW' },
      ],
      buildsNotFound: ['web:3'],
    };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(found));
  };
  expect(await builds({ deadlineMilliseconds: 1000, attempts: 1 }).get(['web:1', 'web:2', 'web:3'])).toEqual({
    found: [
      {
        id: 'web:1',
        project: 'web',
        number: 1,
        status: 'SUCCEEDED',
        endedAt: 1500,
        phases: [],
        environmentVariables: {},
      },
    ],
    notFound: ['web:3'],
  });
});

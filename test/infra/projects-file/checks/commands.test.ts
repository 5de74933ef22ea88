import { expect, test } from 'vitest';
import { found, projectRunning } from './project-with.ts';

const NOT_PRIVILEGED =
  '{ type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL }';
/** A block of lines as one command of a buildspec. */
const block = (text: string): string => `|\n${text.replaceAll(/^/gm, '                ')}`;
const findings = (command: string, keys: Readonly<Record<string, string>>): string =>
  found(projectRunning([command], keys)).join('\n');

test.each([
  ['an argument of echo', 'echo "first docker build . && docker push x; then (docker run x)"'],
  ['a comment', block('# docker build .\nnpm test # docker run x')],
  ["a here-document's text", block("cat > run.sh <<'END'\ndocker build .\nEND\nchmod +x run.sh")],
  ['a search text', `grep -rn 'docker build' . || true`],
  ['a question', 'command -v docker'],
])('docker is not run by %s', (_, command) => {
  expect(findings(command, { environment: NOT_PRIVILEGED })).toBe('');
});

test.each([
  ['after another command', 'cd app && docker build .'],
  ['in a condition', 'if [ -f Dockerfile ]; then docker build .; fi'],
  ['in a subshell', '(cd app; time docker build .)'],
  ['whose output is kept', 'ID="$(docker build -q .)"'],
  ['in its own shell', 'bash -lc "docker build ."'],
  ['with a variable and a time limit', 'BUILDKIT=1 timeout 60 docker build .'],
  ['with an environment', 'env A=1 docker run x'],
  ['over several lines', block('docker \\\n  compose up')],
  ['after a here-document', block('cat > x <<END\ny\nEND\ndocker run x')],
  ['by SAM', 'sam build --use-container'],
])('docker %s requires its daemon', (_, command) => {
  expect(findings(command, { environment: NOT_PRIVILEGED })).toBe('10:17 docker-without-privileged-mode');
});

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web';

test('a push over several lines is recognised', () => {
  const push = block(`docker buildx build \\\n  --tag ${ECR} \\\n  --push .`);
  expect(findings(push, {})).toBe('10:17 ecr-push-not-allowed\n10:17 ecr-push-without-login');
});

test('kaniko also pushes, and logs in by itself', () => {
  const kaniko = `/kaniko/executor --context . --destination ${ECR}`;
  expect(findings(kaniko, { environment: NOT_PRIVILEGED })).toBe('10:17 ecr-push-not-allowed');
});

test('an image from ECR does not turn a push to another registry into one to ECR', () => {
  const commands = [`docker pull ${ECR}`, 'docker push ghcr.io/acme/web:1'];
  expect(found(projectRunning(commands))).toEqual([]);
});

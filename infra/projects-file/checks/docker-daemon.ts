import { isLambda } from '../../codebuild/compute-types.ts';
import { isManagedImage } from '../../codebuild/managed-images.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { commandsOf, runs } from './commands.ts';

const NEEDS_DAEMON = runs(
  String.raw`(?:sam\s+(?:build|local)\b.*\s(?:--use-container|-u)\b|docker(?:-compose|\s+(?:-\S+\s+)*(?:build|buildx|compose|run|pull|push|tag|load|save|exec|ps|info|images?|container|volume|network|create|start|service))\b)`,
);
const STARTS_DAEMON =
  /\bdockerd\b|dockerd-entrypoint|(?:service\s+docker|systemctl\s+start\s+docker|rc-service\s+docker)\b/;

/**
 * A daemon can only run in privileged mode. CodeBuild's own images start it by themselves.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker-custom-image.html
 */
export function* checkDockerDaemon({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const { environment } = project;
  const commands = commandsOf(buildspec);
  const first = commands.find(({ text }) => NEEDS_DAEMON.test(text));
  const isElsewhere =
    environment?.dockerServer !== undefined ||
    [environment?.environmentVariables ?? [], Object.keys(buildspec?.variables ?? {}).map((name) => ({ name }))]
      .flat()
      .some(({ name }) => name === 'DOCKER_HOST');
  if (isElsewhere) return;

  if (first && !environment?.privilegedMode) {
    const where = isLambda(environment?.type) ? 'on EC2 compute (type: LINUX_CONTAINER) with' : 'with';
    yield finding(
      'docker-without-privileged-mode',
      first.at,
      'this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"',
      `run the command ${where} environment: { privilegedMode: true }`,
    );
  } else if (
    buildspec &&
    environment?.privilegedMode &&
    environment.image !== undefined &&
    !isManagedImage(environment.image) &&
    !commands.some(({ text }) => STARTS_DAEMON.test(text))
  ) {
    const reason = `nothing starts the Docker daemon in the image "${environment.image}", and only CodeBuild's own images start a daemon by themselves`;
    const change = `add these commands to phases.install.commands\n${START_DAEMON}`;
    // A command that is not a docker command may call one, or start the daemon.
    yield first
      ? finding('docker-daemon-not-started', first.at, reason, change)
      : finding(
          'privileged-without-daemon',
          { project: ['environment', 'privilegedMode'] },
          reason,
          `${change}\nor remove privilegedMode`,
        );
  }
}

const START_DAEMON = `  - nohup dockerd --host=unix:///var/run/docker.sock > /var/log/dockerd.log 2>&1 &
  - timeout 15 sh -c "until docker info; do echo .; sleep 1; done"`;

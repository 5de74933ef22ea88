import { matchesGlob } from '../../../functions/core/access/glob.ts';
import type { Grant } from '../../../functions/core/api-access.ts';
import type { ProjectInput } from '../../projects-file/schema/projects-file-schema.ts';

type Project = Pick<ProjectInput, 'name' | 'environment'>;

/** The usual effect of a variable with such a name on the commands that read it; the first match counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|_)(?:OPTS|OPTIONS|ARGS|ARGUMENTS|FLAGS|PARAMS|CMD|COMMAND|SCRIPT|HOOK|EXEC|BIN|BINARY|EXECUTABLE|RUNNER)$/,
    'it is used as a command or its options, so the holder can run anything in the build',
  ],
  [
    /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|PASS|PWD|CREDENTIALS?|API_?KEY|ACCESS_KEY|PRIVATE_KEY|AUTH)$/,
    'commands use an account that the holder chooses, and everyone who can read the build in CodeBuild sees the value',
  ],
  [
    /(?:^|_)(?:URL|URI|HOST|HOSTNAME|SERVER|ENDPOINT|ADDRESS|REGISTRY|REPOSITORY|MIRROR|REMOTE|ORIGIN|DOMAIN|BUCKET|WEBHOOK)$/,
    'commands download from and send to a place that the holder chooses, so it can supply code and receive secrets',
  ],
  [
    /(?:^|_)(?:PATH|PATHS|DIR|DIRECTORY|FILE|FILENAME|FOLDER|HOME|ROOT|CONFIG|CONF|SETTINGS|TEMPLATE|PLUGINS?|MODULES?|PREFIX)$/,
    'commands use a file or folder that the holder chooses, including one in the source of any granted ref',
  ],
  [
    /^(?:DEBUG|VERBOSE|TRACE|LOGLEVEL)$|_(?:DEBUG|VERBOSE|TRACE|LOG|LOGLEVEL|LOG_LEVEL)$|^LOG_LEVEL$/,
    'commands can log more, including secrets, and a token with the action read can read the log',
  ],
  [
    /(?:^|_)(?:ENV|ENVIRONMENT|STAGE|PROFILE|PROFILES_ACTIVE|MODE|CLUSTER|NAMESPACE|REGION|ACCOUNT|PROJECT|TARGET|STACK_NAME|WORKSPACE)$/,
    'it selects what is built or where it is deployed, so the holder can choose production',
  ],
  [
    /(?:^|_)(?:VERSION|TAG|IMAGE|BRANCH|REF|REVISION|COMMIT|SHA|CHANNEL|RELEASE)$/,
    'it selects a version, so the holder can choose an outdated one, or one that is not yours',
  ],
];

/** What the holder of the token can do with each variable that a grant names. */
export function explainVariables(grant: Grant, projects: readonly Project[]): Readonly<Record<string, string>> {
  const granted = projects.filter(({ name }) => grant.projects.some((glob) => matchesGlob(glob, name)));
  return Object.fromEntries(grant.variables.map((name) => [name, explain(name, granted)]));
}

function explain(variable: string, projects: readonly Project[]): string {
  const upper = variable.toUpperCase();
  const meaning =
    MEANINGS.find(([pattern]) => pattern.test(upper))?.[1] ?? 'any text; its effect depends on your commands';
  const replaced = projects.filter(({ environment }) =>
    environment?.environmentVariables?.some(({ name }) => name === variable),
  );
  const also = replaced.length === 0 ? '' : `; it replaces the value that ${list(replaced)} has in its environment`;
  return meaning + also;
}

const list = (projects: readonly Project[]): string => projects.map(({ name }) => name).join(', ');

/** Shown once, before the variables. */
export const VARIABLES_ADVICE =
  'The holder of the token chooses the values of its variables. In buildspecs, quote them ("$NAME") and never pass them to eval or sh -c:';

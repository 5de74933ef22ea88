import { matchesGlob } from '../../../functions/core/access/glob.ts';
import type { Grant } from '../../../functions/core/api-access.ts';
import type { ProjectInput } from '../../projects-file/schema/projects-file-schema.ts';

type Project = Pick<ProjectInput, 'name' | 'environment'>;

/** What a variable of such a name usually does to the commands that read it; the first that fits. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|_)(?:OPTS|OPTIONS|ARGS|ARGUMENTS|FLAGS|PARAMS|CMD|COMMAND|SCRIPT|HOOK|EXEC|BIN|BINARY|EXECUTABLE|RUNNER)$/,
    'it becomes a command or its options, so the holder can run anything in the build',
  ],
  [
    /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|PASS|PWD|CREDENTIALS?|API_?KEY|ACCESS_KEY|PRIVATE_KEY|AUTH)$/,
    'commands act for an account that the holder chooses, and everyone who can read the build in CodeBuild sees the value',
  ],
  [
    /(?:^|_)(?:URL|URI|HOST|HOSTNAME|SERVER|ENDPOINT|ADDRESS|REGISTRY|REPOSITORY|MIRROR|REMOTE|ORIGIN|DOMAIN|BUCKET|WEBHOOK)$/,
    'commands fetch from there and send there, so code can come from, and secrets can go to, a place that the holder chooses',
  ],
  [
    /(?:^|_)(?:PATH|PATHS|DIR|DIRECTORY|FILE|FILENAME|FOLDER|HOME|ROOT|CONFIG|CONF|SETTINGS|TEMPLATE|PLUGINS?|MODULES?|PREFIX)$/,
    'commands read or write another file or folder, which the source of any granted ref can contain',
  ],
  [
    /^(?:DEBUG|VERBOSE|TRACE|LOGLEVEL)$|_(?:DEBUG|VERBOSE|TRACE|LOG|LOGLEVEL|LOG_LEVEL)$|^LOG_LEVEL$/,
    'commands can write more to the log, secrets included, and a token with the action read can read the log',
  ],
  [
    /(?:^|_)(?:ENV|ENVIRONMENT|STAGE|PROFILE|PROFILES_ACTIVE|MODE|CLUSTER|NAMESPACE|REGION|ACCOUNT|PROJECT|TARGET|STACK_NAME|WORKSPACE)$/,
    'it selects what is built or deployed to, so the holder can choose production',
  ],
  [
    /(?:^|_)(?:VERSION|TAG|IMAGE|BRANCH|REF|REVISION|COMMIT|SHA|CHANNEL|RELEASE)$/,
    'it selects a version, so the holder can choose one that is old, or not yours',
  ],
];

/** Of each variable that a grant names, what the holder of the token can do with it. */
export function explainVariables(grant: Grant, projects: readonly Project[]): Readonly<Record<string, string>> {
  const granted = projects.filter(({ name }) => grant.projects.some((glob) => matchesGlob(glob, name)));
  return Object.fromEntries(grant.variables.map((name) => [name, explain(name, granted)]));
}

function explain(variable: string, projects: readonly Project[]): string {
  const upper = variable.toUpperCase();
  const meaning =
    MEANINGS.find(([pattern]) => pattern.test(upper))?.[1] ?? 'any text, which means what your commands make of it';
  const replaced = projects.filter(({ environment }) =>
    environment?.environmentVariables?.some(({ name }) => name === variable),
  );
  const also = replaced.length === 0 ? '' : `; it replaces the value that ${list(replaced)} has in its environment`;
  return meaning + also;
}

const list = (projects: readonly Project[]): string => projects.map(({ name }) => name).join(', ');

/** To read once, before the variables. */
export const VARIABLES_ADVICE =
  'Whoever holds the token chooses the values of its variables. Quote them in buildspecs ("$NAME"), and pass none to eval or sh -c:';

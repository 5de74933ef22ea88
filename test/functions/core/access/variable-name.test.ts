import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../../../functions/core/access/glob.ts';
import { NEVER_SET } from '../../../../functions/core/access/never-set.ts';
import { whyNeverSet } from '../../../../functions/core/access/variable-name.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const named = (names: string): readonly string[] => names.trim().split(/\s+/);

test.each(
  named(`
    VERSION DEBUG TF_VAR_size deploy_env _x PATHS NODE_ENV CI ENVIRONMENT STAGE STACK_NAME TARGET IMAGE_TAG LOG_LEVEL TZ LANG
    LC_ALL USER NODE_VERSION JAVA_VERSION PHP_VERSION PYTEST_WORKERS GOOS GOARCH GO111MODULE CGO_ENABLED RUST_LOG
    RUST_BACKTRACE MIX_ENV RAILS_ENV RACK_ENV APP_ENV ASPNETCORE_ENVIRONMENT SPRING_PROFILES_ACTIVE DEBIAN_FRONTEND
    SOURCE_DATE_EPOCH SETUPTOOLS_SCM_PRETEND_VERSION ORG_GRADLE_PROJECT_version PKR_VAR_region GITHUB_SHA GITHUB_REF
    GOOGLE_CLOUD_PROJECT ECS_CLUSTER CDK_DEFAULT_ACCOUNT DATABASE_URL CC_TEST_REPORTER_ID SONAR_PROJECT_KEY COVERAGE_THRESHOLD
    OMP_NUM_THREADS CUDA_VISIBLE_DEVICES CMAKEFILE LESSON_ID SALT_ROUNDS TG_CHAT_ID KUBE_NAMESPACE PREFIX DESTDIR`),
)('a grant can allow %s', (name) => expect(whyNeverSet(name)).toBeUndefined());

test.each(['PUSHLIGHT_REF', 'WEBHOOK_COMMIT', 'webhook_commit', 'CODEBUILD_SRC_DIR'])(
  'only Pushlight sets %s',
  (name) => expect(whyNeverSet(name)).toMatch(/begins with a reserved prefix/),
);

describe.each<readonly [string, string]>([
  ['a shell', 'PATH Path BASH_ENV ENV IFS SHELL PS4 SHELLOPTS BASH_FUNC_ls BASH_LOADABLES_PATH ZDOTDIR FPATH CDPATH'],
  ['the loader', 'LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES GCONV_PATH LOCPATH NLSPATH HOSTALIASES TZDIR TERMINFO'],
  [
    'plug-ins',
    'GTK_MODULES QT_PLUGIN_PATH GIO_EXTRA_MODULES DBUS_SESSION_BUS_ADDRESS OMP_TOOL_LIBRARIES VK_LAYER_PATH',
  ],
  ['tar and archives', 'TAR_OPTIONS TAPE TAR_READER_OPTIONS ZIPOPT ZIP UNZIP GZIP XZ_OPT XZ_DEFAULTS'],
  ['rsync', 'RSYNC_RSH RSYNC_CONNECT_PROG RSYNC_PROXY RSYNC_PASSWORD CVS_RSH'],
  ['backups', 'RCLONE_PASSWORD_COMMAND RESTIC_PASSWORD_COMMAND BORG_PASSCOMMAND BORG_RSH'],
  ['searches', 'GREP_OPTIONS RIPGREP_CONFIG_PATH FZF_DEFAULT_COMMAND ACKRC AWKPATH AWKLIBPATH'],
  ['apt and dpkg', 'APT_CONFIG DPKG_ROOT DEBCONF_DB_OVERRIDE RPM_CONFIGDIR NIX_PATH HOMEBREW_GIT_PATH CONDA_EXE'],
  ['kubectl', 'KUBECONFIG KUBECTL_EXTERNAL_DIFF KUBE_EDITOR KUBERNETES_SERVICE_HOST KREW_ROOT KUSTOMIZE_PLUGIN_HOME'],
  ['helm', 'HELM_PLUGINS HELM_BIN HELM_KUBECONTEXT HELM_DRIVER_SQL_CONNECTION_STRING HELMFILE_HELM3'],
  ['Google Cloud', 'GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_PYTHON CLOUDSDK_CONFIG GCE_METADATA_HOST BOTO_CONFIG'],
  [
    'AWS',
    'AWS_PROFILE AWS_ENDPOINT_URL AWS_CONTAINER_CREDENTIALS_FULL_URI ECS_CONTAINER_METADATA_URI CDK_DOCKER JSII_NODE',
  ],
  ['Azure', 'AZURE_CONFIG_DIR AZURE_EXTENSION_DIR ARM_CLIENT_SECRET IDENTITY_ENDPOINT MSI_ENDPOINT'],
  ['Git', 'GIT_SSH_COMMAND GIT_CONFIG_COUNT GIT_EXTERNAL_DIFF GH_TOKEN GH_PAGER GITHUB_TOKEN GCM_CREDENTIAL_STORE'],
  ['other version control', 'HGRCPATH HGEDITOR SVN_SSH SVN_EDITOR CVSROOT P4CONFIG BZR_PLUGIN_PATH'],
  [
    'pagers and editors',
    'PAGER MANPAGER SYSTEMD_PAGER LESSOPEN LESS LESSKEYIN EDITOR SUDO_EDITOR VISUAL VIMINIT BROWSER',
  ],
  ['npm, yarn and pnpm', 'NODE_OPTIONS npm_config_registry NPM_CONFIG_SCRIPT_SHELL YARN_RC_FILENAME PNPM_HOME NVM_DIR'],
  [
    'Node.js tools',
    'NODE_CONFIG_DIR TS_NODE_REQUIRE ESBUILD_BINARY_PATH PUPPETEER_EXECUTABLE_PATH TURBO_API NX_CLOUD_API',
  ],
  [
    'Python',
    'PYTHONPATH PYTHONSTARTUP PIP_INDEX_URL UV_INDEX_URL PYTEST_ADDOPTS PYTEST_PLUGINS TWINE_REPOSITORY_URL CIBW_BEFORE_ALL',
  ],
  ['Perl', 'PERL5OPT PERL5LIB PERL_MM_OPT PERLLIB HARNESS_PERL'],
  ['Ruby', 'RUBYOPT RUBYLIB GEM_HOME GEMRC BUNDLE_GEMFILE RAKEOPT IRBRC BOOTSNAP_CACHE_DIR'],
  [
    'Java',
    'JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVACMD CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS GRADLE_USER_HOME SBT_OPTS',
  ],
  ['Go', 'GOFLAGS GOENV GOCACHEPROG GOAUTH GOPROXY GOTOOLCHAIN GOWORK CGO_LDFLAGS CGO_CFLAGS_ALLOW PKG_CONFIG'],
  [
    'Rust',
    'CARGO CARGO_HOME CARGO_BUILD_RUSTC_WRAPPER RUSTC RUSTC_WRAPPER RUSTDOC RUSTFLAGS RUSTUP_TOOLCHAIN BINDGEN_EXTRA_CLANG_ARGS',
  ],
  ['PHP', 'PHPRC PHP_INI_SCAN_DIR COMPOSER COMPOSER_HOME XDEBUG_CONFIG WP_CLI_CONFIG_PATH APP_CONFIG_CACHE'],
  [
    '.NET',
    'DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS CORECLR_PROFILER_PATH COR_PROFILER COMPlus_Version NUGET_PACKAGES MSBuildSDKsPath',
  ],
  [
    'Docker',
    'DOCKER_HOST DOCKER_CONFIG BUILDKIT_HOST BUILDX_CONFIG COMPOSE_FILE CONTAINERS_CONF REGISTRY_AUTH_FILE CNI_PATH',
  ],
  [
    'Terraform',
    'TF_CLI_CONFIG_FILE TF_CLI_ARGS_apply TF_PLUGIN_CACHE_DIR TF_REATTACH_PROVIDERS TF_TOKEN_x TERRAGRUNT_TFPATH TG_TF_PATH PULUMI_HOME',
  ],
  ['Ansible', 'ANSIBLE_CONFIG ANSIBLE_LIBRARY ANSIBLE_VAULT_PASSWORD_FILE FACTERLIB'],
  [
    'make and compilers',
    'MAKEFLAGS GNUMAKEFLAGS MAKEFILES CC CXX CPP LD AR CFLAGS LDFLAGS CPATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX',
  ],
  [
    'wrappers and CMake',
    'CMAKE_TOOLCHAIN_FILE CMAKE_C_COMPILER_LAUNCHER CCACHE_PREFIX DISTCC_HOSTS SCCACHE_ENDPOINT CC_x86_64_unknown_linux_gnu CONFIG_SITE',
  ],
  [
    'ssh, curl and wget',
    'SSH_ASKPASS SSH_AUTH_SOCK SSHPASS CURL_HOME CURL_CA_BUNDLE WGETRC https_proxy ALL_PROXY NO_PROXY NETRC',
  ],
  [
    'OpenSSL and others',
    'OPENSSL_CONF OPENSSL_ENGINES SSL_CERT_FILE SSLKEYLOGFILE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS GNUPGHOME KRB5_CONFIG',
  ],
  [
    'MPI',
    'OMPI_MCA_plm_rsh_agent OMPI_CC PMIX_MCA_base PRTE_MCA_plm I_MPI_HYDRA_BOOTSTRAP_EXEC HYDRA_LAUNCHER_EXEC MPICH_CC',
  ],
  [
    'other languages',
    'ERL_FLAGS ELIXIR_ERL_OPTIONS GHC_PACKAGE_PATH OCAMLRUNPARAM OPAMROOT R_PROFILE_USER JULIA_LOAD_PATH LUA_INIT TEXMFCNF',
  ],
  ['databases', 'PGPASSFILE PGSERVICEFILE PSQLRC MYSQL_HOME LIBMYSQL_PLUGIN_DIR ODBCINI TNS_ADMIN'],
])('through the API, nobody can set %s', (_, names) => {
  test.each(named(names))('%s', (name) => expect(whyNeverSet(name)).toMatch(/can make programs run other code/));
});

test.each(['', '1A', 'A-B', 'A B', 'A=B', 'Ä', 'BASH_FUNC_ls%%', 'A\n', 'A'.repeat(129)])(
  '%j is not a valid name',
  (name) => expect(whyNeverSet(name)).toMatch(/is not a valid variable name/),
);

test('each entry of the list is a name in capitals or a family, appears once, and belongs to no other family', () => {
  const all = NEVER_SET.flatMap(({ names }) => names.split(' '));
  expect(all.filter((entry) => !/^\*?[A-Z_][A-Z0-9_]*(?:\*[A-Z0-9_]*)*$/.test(entry))).toEqual([]);
  expect(all.filter((entry, at) => all.some((other, index) => index !== at && matchesGlob(other, entry)))).toEqual([]);
});

test('docs/variables.md lists the variables that nobody can set through the API', async () => {
  const page = path.join(ROOT, 'docs/variables.md');
  const prose = /^.*?<!-- Generated from .*? -->\n/s.exec(await readFile(page, 'utf8'))?.[0];
  const sections = NEVER_SET.map(
    ({ tools, names }) =>
      `## ${tools}\n\n${named(names)
        .map((name) => `\`${name}\``)
        .join(' ')}\n`,
  );
  const whole = await format([prose, ...sections].join('\n'), {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'always',
  });
  await expect(whole).toMatchFileSnapshot(page);
});

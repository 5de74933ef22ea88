/** Prefixes of the variables that Pushlight and CodeBuild set themselves. */
export const RESERVED_PREFIXES = ['PUSHLIGHT_', 'WEBHOOK_', 'CODEBUILD_'] as const;

export const isReservedName = (name: string): boolean => RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix));

/**
 * Variables by which shells, loaders, language runtimes and tools run code, read credentials or load from elsewhere.
 * `X*` is every name that begins with X. Whoever calls the API sets none of them, whatever the grant says; the owner
 * of a project may, in its environment.
 */
const DANGEROUS = [
  // Shells and the C library.
  'PATH HOME IFS SHELL SHELLOPTS BASHOPTS BASH_* ENV PS4 PROMPT_COMMAND CDPATH GLOBIGNORE LD_* DYLD_* GCONV_PATH',
  'LOCPATH NLSPATH HOSTALIASES RES_OPTIONS MALLOC_* GLIBC_* TMPDIR TMP TEMP PATHEXT COMSPEC PSMODULEPATH',
  // Credentials, networks, and where configuration is looked for.
  'AWS_* GIT_* SSH_* XDG_* DOCKER_* COMPOSE_* BUILDKIT_* KUBECONFIG NETRC HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY',
  'NO_PROXY SSL_* SSLKEYLOGFILE OPENSSL_* CURL_* WGETRC REQUESTS_CA_BUNDLE GNUPGHOME VAULT_*',
  // What other programs start.
  'EDITOR VISUAL PAGER MANPAGER BROWSER LESSOPEN LESSCLOSE SUDO_ASKPASS',
  // Runtimes, package managers and build tools.
  'NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_* NPM_CONFIG_* YARN_* PNPM_* COREPACK_* BUN_* DENO_*',
  'PYTHON* PIP_* UV_* POETRY_* PERL* RUBY* GEM_* BUNDLE_* PHPRC PHP_INI_SCAN_DIR COMPOSER_* LUA_*',
  'JAVA_TOOL_OPTIONS JAVA_OPTS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_HOME CLASSPATH MAVEN_* MVN_* GRADLE_* ANT_* SBT_*',
  'GOFLAGS GOENV GOPATH GOROOT GOPROXY GOSUMDB GONOSUMDB GOPRIVATE GOINSECURE GOTOOLCHAIN CARGO_* RUSTC* RUSTFLAGS RUSTUP_*',
  'DOTNET_* CORECLR_* COR_* NUGET_* MSBUILD* CC CXX CFLAGS CXXFLAGS LDFLAGS CMAKE_* MAKEFLAGS MAKEFILES MFLAGS TF_CLI_*',
].flatMap((line) => line.split(' '));

const NAMES: ReadonlySet<string> = new Set(DANGEROUS.filter((name) => !name.endsWith('*')));
const PREFIXES = DANGEROUS.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));

/** Why nobody may set a variable of that name by the API; undefined where a grant may allow it. Case does not matter, as on Windows. */
export function whyNeverSet(name: string): string | undefined {
  if (!/^[A-Za-z_]\w{0,127}$/.test(name)) {
    return `${JSON.stringify(name.slice(0, 140))} is no name of a variable: letters, digits and _, at most 128, and no digit first`;
  }
  const upper = name.toUpperCase();
  if (isReservedName(upper)) return `${name} begins with a reserved prefix: ${RESERVED_PREFIXES.join(', ')}`;
  const isDangerous = NAMES.has(upper) || PREFIXES.some((prefix) => upper.startsWith(prefix));
  return isDangerous ? `${name} can make programs run other code or read secrets: choose another name` : undefined;
}

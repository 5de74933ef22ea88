/** Runs what a command does. What goes wrong is told in its own words, without a stack, and the exit code is 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  // The SDK's own warning of the end of Node 20.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

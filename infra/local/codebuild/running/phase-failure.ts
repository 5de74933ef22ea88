/** The reason for a failed phase, with one of CodeBuild's status codes for phase contexts. */
export class PhaseFailure extends Error {
  readonly statusCode: 'CLIENT_ERROR' | 'YAML_FILE_ERROR' | 'COMMAND_EXECUTION_ERROR';
  constructor(statusCode: PhaseFailure['statusCode'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

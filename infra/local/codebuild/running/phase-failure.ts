/** Why a phase failed, under one of CodeBuild's own status codes of phase contexts. */
export class PhaseFailure extends Error {
  readonly statusCode: 'CLIENT_ERROR' | 'YAML_FILE_ERROR' | 'COMMAND_EXECUTION_ERROR';
  constructor(statusCode: PhaseFailure['statusCode'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

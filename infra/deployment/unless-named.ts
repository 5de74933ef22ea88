/** The response, or undefined if the service returns an error with this name. */
export const unlessNamed = <T>(errorName: string, response: Promise<T>): Promise<T | undefined> =>
  response.catch((error: unknown) => {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  });

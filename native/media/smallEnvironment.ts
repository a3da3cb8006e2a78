/** Only what a program needs to start: nothing of the environment that media itself was given. */
export const smallEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ["PATH", "LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

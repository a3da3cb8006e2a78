/** A named SQL statement. The name (`devices.list`) is what the log says when it is slow. */
export interface Query<Parameters extends readonly unknown[], Row> {
  readonly name: string;
  readonly sql: string;
  /** Carries the types only. */
  readonly shape?: (parameters: Parameters) => Row;
}

/** Declares a statement: `query<[deviceId: string], CameraRow>("devices.cameras", "SELECT … WHERE device_id = ?")`. */
export const query = <Parameters extends readonly unknown[], Row = never>(
  name: string,
  sql: string,
): Query<Parameters, Row> => ({ name, sql });

/** A database one may read. */
export interface ReadableDb {
  all<Parameters extends readonly unknown[], Row>(query: Query<Parameters, Row>, ...parameters: Parameters): Row[];
  get<Parameters extends readonly unknown[], Row>(
    query: Query<Parameters, Row>,
    ...parameters: Parameters
  ): Row | undefined;
}

/** A database inside a write transaction. */
export interface WritableDb extends ReadableDb {
  run<Parameters extends readonly unknown[]>(
    query: Query<Parameters, never>,
    ...parameters: Parameters
  ): { readonly changes: number };
}

/** One step of the schema. `version` is the number in the file's name and becomes the file's `user_version`. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

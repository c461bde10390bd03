/** The part of pino's and console's shape that we call; pass pino itself, or anything alike. */
export interface Logger {
  /** What helps to find a mistake. */
  debug(fields: object, message: string): void;
  /** What happens in the ordinary course. */
  info(fields: object, message: string): void;
  /** What somebody should look at. */
  warn(fields: object, message: string): void;
  /** What went wrong. */
  error(fields: object, message: string): void;
}

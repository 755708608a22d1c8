// Who cannot wait until the typing rests.

/**
 * Client to server: a command waits for all that an article shows, so it is read at once. It answers itself by what is
 * published; where that has been already, nothing is.
 */
export const hurry = "annotations/hurry";
export interface HurryParams {
  readonly uri: string;
}

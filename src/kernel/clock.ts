/** The clock is passed in, so that a story can be told on any day. */
export type Clock = () => Date

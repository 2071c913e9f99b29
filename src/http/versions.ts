import type { FastifyRequest } from 'fastify'

/** The entity tag of a version that is counted. */
export const etagOf = (version: number): string => `"${version}"`

/** The version that `If-Match` asks for; undefined if any is right; NaN, which equals none, if it is no tag of ours. */
export function ifMatchOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') return undefined
  return Number(/^"(\d{1,9})"$/.exec(header)?.[1] ?? Number.NaN)
}

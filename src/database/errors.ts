/** The error of PostgreSQL inside what a driver or drizzle wrapped around it. */
export function postgresError(
  error: unknown,
): { code?: string; constraint_name?: string; message?: string } | undefined {
  for (let e = error; typeof e === 'object' && e !== null; e = (e as { cause?: unknown }).cause) {
    if ('code' in e && typeof e.code === 'string') return e as { code: string }
  }
  return undefined
}

const uniqueViolation = '23505'
const exclusionViolation = '23P01'
const serializationFailure = '40001'
const deadlockDetected = '40P01'

/** The name of the unique or exclusion constraint that an error speaks of. */
export function violatedConstraint(error: unknown): string | undefined {
  const found = postgresError(error)
  const concerns = found?.code === uniqueViolation || found?.code === exclusionViolation
  return concerns ? found.constraint_name : undefined
}

/** The transaction lost against another one and may simply be played again. */
export function worthRetrying(error: unknown): boolean {
  const code = postgresError(error)?.code
  return code === serializationFailure || code === deadlockDetected
}

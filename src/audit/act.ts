import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Sql, TransactionSql } from 'postgres'
import { violatedConstraint, worthRetrying } from '../database/errors.js'
import { type Actor, actorName } from '../kernel/actor.js'
import type { Clock } from '../kernel/clock.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { claimKey, type IdempotencyClaim, keepAnswer, keyIsUnique } from './idempotency.js'
import { type Remarks, sealRows } from './seal.js'

/** The handle with which a store writes; only the door hands one out. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0]

/** Who wants to do what, to what, and in which log it is written. */
export interface Command {
  readonly actor: Actor
  /** Room and verb, e.g. `organization.confirm`. */
  readonly action: string
  /** What it is about, e.g. `organization:240340000128`; may be named later by `say`. */
  readonly subject?: string
  /** `register`, `internal` (never published) or a ledger's id. */
  readonly log: string
  readonly idempotency?: IdempotencyClaim
  /** What the violation of a unique or exclusion constraint means to the caller, by the constraint's name. */
  readonly conflicts?: Readonly<Record<string, () => Refusal>>
}

export interface Work {
  readonly tx: Transaction
  readonly now: Date
  /** Adds to the audit entry: the reason, the variant of the law, the article, public facts; never personal data. */
  say(remarks: Remarks): void
}

/** One transaction: claim the key, do the work, seal every changed row into the log, commit; or change nothing. */
export type Act = <T>(command: Command, work: (work: Work) => Promise<T | Refusal>) => Promise<T | Refusal>

export interface Door {
  readonly act: Act
  /** A transaction of many acts at once, sealed by the SQL function that it calls (see `giving`), or of rows that no log keeps. */
  readonly actMany: <T>(work: (sql: TransactionSql, now: Date) => Promise<T>) => Promise<T>
  /** The same in a single call of such a function, which is a transaction by itself. */
  readonly actAtOnce: <T>(work: (sql: Sql, now: Date) => Promise<T>) => Promise<T>
}

/** Rolls the transaction back and carries the refusal out of it. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
  }
}

/** `always`: what the violation of a constraint means that any command may meet, for rooms stand above the door. */
export function openDoor(
  writing: Sql,
  batches: Sql,
  clock: Clock,
  always: NonNullable<Command['conflicts']> = {},
): Door {
  const db = drizzle(writing)

  async function once<T>(command: Command, work: (work: Work) => Promise<T | Refusal>): Promise<T | Refusal> {
    return db.transaction(async (tx) => {
      const { idempotency } = command
      const answered = idempotency && (await claimKey(tx, idempotency))
      if (answered !== undefined) return answered.answer as T | Refusal
      if (idempotency === undefined) return attempt(tx, command, work)
      const outcome = await catchRefused(() => tx.transaction((inner) => attempt(inner, command, work)))
      if (isRefusal(outcome) && idempotency.forgetsRefusals) throw new Refused(outcome)
      await keepAnswer(tx, idempotency, outcome, clock())
      return outcome
    })
  }

  async function attempt<T>(tx: Transaction, command: Command, work: (work: Work) => Promise<T | Refusal>) {
    const now = clock()
    let remarks: Remarks = { subject: command.subject }
    const outcome = await work({
      tx,
      now,
      say: (more) => {
        remarks = { ...remarks, ...more }
      },
    })
    if (isRefusal(outcome) && !outcome.kept) throw new Refused(outcome)
    await sealRows(tx, {
      log: command.log,
      at: now,
      action: command.action,
      actor: actorName(command.actor),
      remarks,
    })
    return outcome
  }

  return {
    act: (command, work) =>
      retrying(async () => {
        try {
          return await catchRefused(() => once(command, work))
        } catch (error) {
          const constraint = violatedConstraint(error) ?? ''
          const conflict = command.conflicts?.[constraint] ?? always[constraint]
          if (conflict === undefined) throw error
          return conflict()
        }
      }, metAnother),
    actMany: (work) => retrying(() => writing.begin((sql) => work(sql, clock())), metAnother) as never,
    // What claims the keys of others would claim them again.
    actAtOnce: (work) => retrying(() => work(batches, clock()), worthRetrying),
  }
}

async function catchRefused<T>(run: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** Two transactions that met in a deadlock, or claimed the same key, are simply played again. */
const metAnother = (error: unknown): boolean =>
  worthRetrying(error) || violatedConstraint(error) === keyIsUnique

/** Plays again, twice at most, what failed for a reason that may be gone. */
export async function retrying<T>(run: () => Promise<T>, isWorth: (error: unknown) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt === 3 || !isWorth(error)) throw error
    }
  }
}

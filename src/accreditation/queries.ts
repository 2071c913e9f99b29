import { and, asc, eq, gt, inArray, notInArray, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { type AccreditationFacts, accreditationFactsFrom } from './standing.js'
import { type ApplicationStatus, accreditationActs, accreditationApplications } from './tables.js'

export type AccreditationAct = typeof accreditationActs.$inferSelect
export type Application = typeof accreditationApplications.$inferSelect

/** Every act about an organization's accreditation, in the order in which they were recorded. */
export const actsOf = (reader: Reader, organizationId: string): Promise<AccreditationAct[]> =>
  reader
    .select()
    .from(accreditationActs)
    .where(eq(accreditationActs.organizationId, organizationId))
    .orderBy(asc(accreditationActs.id))

/**
 * The fact `collector.accreditation` of an organization: one period from the first grant to the last day granted, with
 * the suspensions, and the gaps between grants as suspensions too; null if nothing was ever granted. With `knownOn` only
 * what had been recorded by the end of that day, so that a judgement of that day can be made again.
 */
export async function accreditationFactsOf(
  reader: Reader,
  organizationId: string,
  knownOn?: Day,
): Promise<AccreditationFacts | null> {
  const acts = await actsOf(reader, organizationId)
  const known = knownOn === undefined ? acts : acts.filter((act) => dayOf(act.recordedAt) <= knownOn)
  return accreditationFactsFrom(known)
}

const notPublic = ['request-information', 'information'] as const

/** The acts of several organizations that everyone may see, in the order in which they were recorded. */
export async function publicActsOf(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<AccreditationAct[]> {
  if (organizationIds.length === 0) return []
  return reader
    .select()
    .from(accreditationActs)
    .where(
      and(
        inArray(accreditationActs.organizationId, [...organizationIds]),
        notInArray(accreditationActs.kind, [...notPublic]),
      ),
    )
    .orderBy(asc(accreditationActs.id))
}

/** Whether the registrar, who reads the applications, finds this document cited in one. */
export async function isBeforeRegistrar(reader: Reader, actor: Actor, document: string): Promise<boolean> {
  if (!hasRole(actor, 'registrar')) return false
  const [found] = await reader.execute<{ cited: boolean }>(sql`
    SELECT EXISTS (SELECT FROM accreditation_applications WHERE documents @> ARRAY[${document}::uuid])
      OR EXISTS (SELECT FROM accreditation_acts WHERE documents @> ARRAY[${document}::uuid]) AS cited`)
  return found?.cited === true
}

export async function applicationById(reader: Reader, id: string): Promise<Application | undefined> {
  const [application] = await reader
    .select()
    .from(accreditationApplications)
    .where(eq(accreditationApplications.id, id))
  return application
}

export const applicationsOf = (reader: Reader, organizationId: string): Promise<Application[]> =>
  reader
    .select()
    .from(accreditationApplications)
    .where(eq(accreditationApplications.organizationId, organizationId))
    .orderBy(asc(accreditationApplications.id))

/** The registrar's queue, oldest first. */
export const applicationPage = (
  reader: Reader,
  { status, after, limit }: { status?: ApplicationStatus; after?: string; limit: number },
): Promise<Application[]> =>
  reader
    .select()
    .from(accreditationApplications)
    .where(
      and(
        status && eq(accreditationApplications.status, status),
        after === undefined ? undefined : gt(accreditationApplications.id, after),
      ),
    )
    .orderBy(asc(accreditationApplications.id))
    .limit(limit)

/** What was said about an application, oldest first. */
export const actsOnApplication = (reader: Reader, applicationId: string): Promise<AccreditationAct[]> =>
  reader
    .select()
    .from(accreditationActs)
    .where(eq(accreditationActs.applicationId, applicationId))
    .orderBy(asc(accreditationActs.id))

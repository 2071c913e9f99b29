import { and, eq, lte, type SQL, sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { katoPrefix } from '../kernel/identifiers.js'
import { toPage } from '../kernel/pages.js'
import type { ApplicationView, DecisionQuery, QueueQuery } from './contract.js'
import {
  type Application,
  type Decision,
  decisionsOn,
  listApplications,
  listDecisions,
  type Reply,
  repliesOn,
} from './store.js'
import { emergencyApplications, emergencyDecisions, emergencyReplies } from './tables.js'

/** The queue of applications, oldest first; an official sees what he may decide, and an auditor all. */
export async function applicationQueue({ read }: House, actor: Actor, query: QueueQuery) {
  const { status, due, limit, after } = query
  const rows = await listApplications(
    read,
    limit + 1,
    after,
    seenBy(actor),
    status === undefined ? undefined : eq(emergencyApplications.status, status),
    due === undefined ? undefined : lte(emergencyApplications.dueOn, due),
  )
  const ids = rows.map(({ id }) => id)
  const [decisions, replies] = [await decisionsOn(read, ids), await repliesOn(read, ids)]
  return toPage(
    rows,
    limit,
    ({ id }) => id,
    (row) => viewOf(row, decisions, replies),
  )
}

const seenBy = (actor: Actor): SQL | undefined =>
  hasRole(actor, 'auditor', 'registrar') ? undefined : liesWithin(actor.region ?? 'nowhere')

/** The whole territory lies in the place of an official. */
const liesWithin = (
  region: string,
): SQL => sql`NOT EXISTS (SELECT FROM unnest(${emergencyApplications.territory}) AS place
  WHERE NOT starts_with(place, ${katoPrefix(region)}))`

/** Whether somebody who sees the queue finds this document cited in one of the applications or replies there. */
export async function isBeforeOfficial(reader: Reader, actor: Actor, document: string): Promise<boolean> {
  if (!hasRole(actor, 'akimat', 'registrar')) return false
  const [found] = await reader
    .select({ id: emergencyApplications.id })
    .from(emergencyApplications)
    .where(and(seenBy(actor), cites(document)))
    .limit(1)
  return found !== undefined
}

const cites = (document: string): SQL => sql`(${emergencyApplications.documents} @> ARRAY[${document}::uuid]
  OR EXISTS (SELECT FROM ${emergencyReplies} AS r WHERE r.application_id = ${emergencyApplications}.id
    AND r.documents @> ARRAY[${document}::uuid]))`

function viewOf(
  row: Application,
  decisions: readonly Decision[],
  replies: readonly Reply[],
): ApplicationView {
  const requests = decisions.filter(
    (one) => one.applicationId === row.id && one.decision === 'request-information',
  )
  const { id, status, approvers, documents, filedOn, dueOn, silence } = row
  return {
    ...{ id, emergency: row.emergencyId, collection: row.collectionNumber, status, approvers, documents },
    ...{ filedOn, dueOn, silence },
    requests: requests.map(({ reasons, decidedOn }) => ({ reasons, on: decidedOn })),
    replies: replies
      .filter((reply) => reply.applicationId === row.id)
      .map((reply) => ({
        text: reply.text,
        documents: reply.documents,
        recordedAt: reply.recordedAt.toISOString(),
      })),
  }
}

/** Every decision with its reasons, newest first; officials by their region. */
export async function decisionPage(reader: Reader, { region, emergency, limit, after }: DecisionQuery) {
  const rows = await listDecisions(
    reader,
    limit + 1,
    after,
    region === undefined
      ? undefined
      : sql`starts_with(${emergencyDecisions.officialRegion}, ${katoPrefix(region)})`,
    emergency === undefined ? undefined : eq(emergencyApplications.emergencyId, emergency),
  )
  return toPage(
    rows,
    limit,
    ({ decision }) => decision.id,
    ({ decision, application }) => ({
      id: decision.id,
      emergency: application.emergencyId,
      collection: application.collectionNumber,
      decision: decision.decision,
      reasons: decision.reasons,
      region: decision.officialRegion,
      filedOn: application.filedOn,
      decidedOn: decision.decidedOn,
      recordedAt: decision.recordedAt.toISOString(),
    }),
  )
}

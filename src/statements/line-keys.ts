import type { IdempotencyClaim } from '../audit/idempotency.js'
import { sha256 } from '../kernel/canonical-json.js'

/**
 * The key under which a line becomes what it becomes, whoever decides and however: the database takes it once and never forgets
 * it. `content` is a hash of all that the line says; `became` the collection whose gift it is, or what else a person decided.
 */
export const keyOfLine = (ledger: string, content: string, became: string) =>
  ({
    principal: `statements:${ledger}`,
    key: content,
    requestHash: sha256(`${content} ${became}`),
    forgetsRefusals: true,
  }) as const satisfies IdempotencyClaim

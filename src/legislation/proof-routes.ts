import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { notFound, tooManyRequests } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import type { Refusal } from '../kernel/problems.js'
import type { Variant } from '../law/variant.js'
import { tooManyCells } from './problems.js'
import { ProofView } from './proof-contract.js'
import { openProofs, type Proofs } from './proofs.js'
import { knownVariant } from './queries.js'

const Id = z.string().max(100)
const secondsUntilLessBusy = '10'

export const proofRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const proofs = openProofs(house.law)
    app.addHook('onClose', () => proofs.close())
    const variantById = async (id: string, actor: Actor): Promise<Variant | undefined> =>
      (await knownVariant(house.read, house.law, actor, id))?.variant

    app.get(
      '/v1/variants/:a/compared-with/:b',
      {
        config: { access: 'public' },
        schema: {
          tags: ['law'],
          summary: 'Which of two variants is the stricter, proved over every cell of the facts',
          params: z.object({ a: Id, b: Id }),
          response: { 200: ProofView },
        },
      },
      async (request, reply) => {
        const { actor, params } = request
        const [a, b] = await Promise.all([variantById(params.a, actor), variantById(params.b, actor)])
        if (a === undefined || b === undefined) return answer(request, reply, 200, notFound())
        const proof = await provedOf(proofs, a, b)
        if ('refused' in proof && proof.status === 429) reply.header('Retry-After', secondsUntilLessBusy)
        return answer(request, reply, 200, proof)
      },
    )
  }

async function provedOf(proofs: Proofs, a: Variant, b: Variant): Promise<ProofView | Refusal> {
  const proof = await proofs.proofOf(a, b)
  if (proof === undefined) return tooManyRequests()
  if ('tooManyCells' in proof) {
    const cells = proof.tooManyCells
    return tooManyCells(cells === null ? {} : { more: { cells } })
  }
  return { a: { id: a.id, hash: a.hash }, b: { id: b.id, hash: b.hash }, ...proof }
}

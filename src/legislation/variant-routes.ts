import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { differenceOf } from '../law/difference.js'
import type { Variant } from '../law/variant.js'
import { compose, publish } from './composing.js'
import { knownVariant, knownVariants } from './queries.js'
import {
  NewVariant,
  VariantDifference,
  VariantPair,
  VariantPath,
  Variants,
  VariantView,
} from './variant-contract.js'
import { variantView } from './views.js'

const tags = ['law']
const everybody = { access: 'public' } as const
const analysts = { access: ['analyst'] } as const

export const variantRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/variants',
      {
        config: everybody,
        schema: {
          tags,
          summary: 'The published variants of the law, and those that the caller has composed',
          response: { 200: Variants },
        },
      },
      async ({ actor }) => {
        const known = await knownVariants(house.read, house.law, actor)
        return { items: known.map(variantView) as never, next: null }
      },
    )

    app.get(
      '/v1/variants/:id',
      {
        config: everybody,
        schema: {
          tags,
          summary: 'A variant: its settings with parameters and citations, its status and hash',
          params: VariantPath,
          response: { 200: VariantView },
        },
      },
      async (request, reply) => {
        const known = await knownVariant(house.read, house.law, request.actor, request.params.id)
        return answer(request, reply, 200, known === undefined ? notFound() : variantView(known))
      },
    )

    app.get(
      '/v1/variants/:a/difference/:b',
      {
        config: everybody,
        schema: {
          tags,
          summary: 'Where two variants differ, provision by provision',
          params: VariantPair,
          response: { 200: VariantDifference },
        },
      },
      async (request, reply) => answer(request, reply, 200, await differenceBetween(request)),
    )

    async function differenceBetween({ actor, params }: { actor: Actor; params: { a: string; b: string } }) {
      const { read, law } = house
      const a = (await knownVariant(read, law, actor, params.a))?.variant
      const b = (await knownVariant(read, law, actor, params.b))?.variant
      if (a === undefined || b === undefined) return notFound()
      const side = ({ id, hash }: Variant) => ({ id, hash })
      return { a: side(a), b: side(b), provisions: differenceOf(a, b, law) }
    }

    app.post(
      '/v1/variants',
      {
        config: analysts,
        schema: {
          tags,
          summary: 'Compose a variant of changes to another; only its author sees it until it is published',
          body: NewVariant,
          response: { 201: VariantView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await compose(house, byOf(request), request.body)),
    )

    app.post(
      '/v1/variants/:id/publish',
      {
        config: analysts,
        schema: {
          tags,
          summary: 'Let everybody see a variant of one’s own, from now on',
          params: VariantPath,
          response: { 200: VariantView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await publish(house, byOf(request), request.params.id)),
    )
  }

import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { languageOf } from '../http/answer.js'
import { Jwks, NewVerification, Verification, VerificationQuery } from './contract.js'
import { verdictSigner } from './signing.js'
import { type Asker, verify } from './verify.js'

const tags = ['Verification']

export interface VerificationOptions {
  /** The seed of the log's Ed25519 key, which signs verdicts too. */
  readonly seed: Uint8Array
  /** Who answers: the `iss` of every signed verdict. */
  readonly issuer: string
}

const askerOf = (request: FastifyRequest): Asker => ({
  actor: request.actor,
  host: request.host,
  language: languageOf(request),
})

/** Is this real? For everybody, in a second. */
export const verificationRoutes =
  (house: House, { seed, issuer }: VerificationOptions): FastifyPluginAsyncZod =>
  async (app) => {
    const signer = await verdictSigner(seed, issuer)
    // An answer is about somebody and holds for a while: nobody between us and the donor keeps it.
    app.addHook('onSend', async (request, reply) => {
      if (request.url.startsWith('/v1/verifications')) reply.header('Cache-Control', 'no-store')
    })

    app.post(
      '/v1/verifications',
      {
        config: { access: 'public', idempotency: 'never' },
        schema: {
          tags,
          summary: 'Is this real? The subject stays out of addresses and logs',
          body: NewVerification,
          response: { 200: Verification },
        },
      },
      async (request) => verify(house, signer, askerOf(request), request.body.subject),
    )

    app.get(
      '/v1/verifications',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'Is this real? Better asked by POST: addresses are remembered on the way',
          querystring: VerificationQuery,
          response: { 200: Verification },
        },
      },
      async (request) => verify(house, signer, askerOf(request), request.query.subject),
    )

    app.get(
      '/.well-known/jwks.json',
      {
        config: { access: 'public' },
        schema: { tags, summary: 'The keys that sign verdicts', response: { 200: Jwks } },
      },
      async () => ({ keys: [signer.jwk] }),
    )
  }

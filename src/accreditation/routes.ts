import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { change, respond } from './actions.js'
import { AccreditationView } from './answers.js'
import { applicationRoutes } from './application-routes.js'
import { AccreditationChange, AccreditationReply, BinPath, Suspension } from './contract.js'
import { registerRoutes } from './register-routes.js'

const tags = ['Accreditation']

/** Accreditation, and the public register, which shows it. */
export const accreditationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(applicationRoutes(house))
    await app.register(changeRoutes(house))
    await app.register(answerRoutes(house))
    await app.register(registerRoutes(house))
  }

const changeRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    for (const [verb, summary, body] of [
      ['suspend', 'Suspend an accreditation', Suspension],
      ['revoke', 'Revoke an accreditation', AccreditationChange],
      ['restore', 'Restore an accreditation that was suspended or revoked', AccreditationChange],
    ] as const)
      app.post(
        `/v1/organizations/:bin/accreditation/${verb}`,
        {
          config: { access: ['registrar'] },
          schema: { tags, summary, params: BinPath, body, response: { 200: AccreditationView } },
        },
        async (request, reply) => {
          const question = { ...request.params, ...request.body, verb }
          return answer(request, reply, 200, await change(house, byOf(request), question))
        },
      )
  }

const answerRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    for (const [verb, summary] of [
      ['reply', 'Reply to the latest decision; the reply is published beside it'],
      ['appeal', 'Appeal against the latest refusal, suspension or revocation'],
    ] as const)
      app.post(
        `/v1/organizations/:bin/accreditation/${verb}`,
        {
          config: { access: 'signed-in' },
          schema: {
            tags,
            summary,
            params: BinPath,
            body: AccreditationReply,
            response: { 200: AccreditationView },
          },
        },
        async (request, reply) => {
          const question = { ...request.params, ...request.body, verb }
          return answer(request, reply, 200, await respond(house, byOf(request), question))
        },
      )
  }

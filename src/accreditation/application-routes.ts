import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { Applications, ApplicationView } from './answers.js'
import { apply, decideOn, inform } from './application-actions.js'
import {
  ApplicationPath,
  ApplicationQuery,
  BinPath,
  NewAccreditationApplication,
  NewAccreditationDecision,
  RequestedInformation,
} from './contract.js'
import { applicationEntries, ownApplications } from './views.js'

const tags = ['Accreditation']

export const applicationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/organizations/:bin/accreditation-applications',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Apply for accreditation',
          params: BinPath,
          body: NewAccreditationApplication,
          response: { 201: ApplicationView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await apply(house, byOf(request), request.params.bin, request.body)),
    )
    app.get(
      '/v1/organizations/:bin/accreditation-applications',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'The applications of my organization',
          params: BinPath,
          response: { 200: Applications },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await ownApplications(house.read, request.actor.id, request.params.bin)),
    )
    app.post(
      '/v1/accreditation-applications/:id/information',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Give what the registrar asked for; not published',
          params: ApplicationPath,
          body: RequestedInformation,
          response: { 201: ApplicationView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await inform(house, byOf(request), request.params.id, request.body)),
    )
    await app.register(queueRoutes(house))
  }

const queueRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/accreditation-applications',
      {
        config: { access: ['registrar'] },
        schema: {
          tags,
          summary: 'The queue of applications, oldest first',
          querystring: ApplicationQuery,
          response: { 200: Applications },
        },
      },
      async (request) => applicationEntries(house.read, request.query),
    )
    app.post(
      '/v1/accreditation-applications/:id/decisions',
      {
        config: { access: ['registrar'] },
        schema: {
          tags,
          summary: 'Grant, refuse, or ask for more',
          params: ApplicationPath,
          body: NewAccreditationDecision,
          response: { 201: ApplicationView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await decideOn(house, byOf(request), request.params.id, request.body)),
    )
  }

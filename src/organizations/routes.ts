import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { ifMatchOf } from '../http/versions.js'
import { accountRoutes } from './account-routes.js'
import { claim, decide, look } from './actions.js'
import { Claims, OrganizationView, OwnOrganization, ToDecide } from './answers.js'
import { BinPath, NewOrganization, RegistrarDecision, ToDecideQuery } from './contract.js'
import { memberRoutes } from './member-routes.js'
import { relatedPartyRoutes } from './related-party-routes.js'
import { organizationsToDecide, ownOrganization } from './views.js'

const tags = ['Organizations']

/** The register of organizations, as its people and the registrar use it. What everyone sees of it is in accreditation. */
export const organizationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(claimRoutes(house))
    await app.register(registrarRoutes(house))
    await app.register(accountRoutes(house))
    await app.register(memberRoutes(house))
    await app.register(relatedPartyRoutes(house))
  }

const claimRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/organizations',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Claim an organization; nothing of it counts until the registrar has confirmed it',
          body: NewOrganization,
          response: { 201: OrganizationView },
        },
      },
      async (request, reply) => answer(request, reply, 201, await claim(house, byOf(request), request.body)),
    )
    app.get(
      '/v1/organizations/:bin',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'An organization as its own people see it',
          params: BinPath,
          response: { 200: OwnOrganization },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await ownOrganization(house.read, request.actor.id, request.params.bin)),
    )
  }

const registrarRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    for (const [verb, summary] of [
      ['confirm', 'Confirm a claim, and with it its accounts'],
      ['reject', 'Reject a claim'],
      ['withdraw', 'Withdraw a confirmation; its accounts end'],
    ] as const)
      app.post(
        `/v1/organizations/:bin/${verb}`,
        {
          config: { access: ['registrar'] },
          schema: {
            tags,
            summary,
            params: BinPath,
            body: RegistrarDecision,
            response: { 200: OrganizationView },
          },
        },
        async (request, reply) => {
          const question = { ...request.params, ...request.body, verb, ifVersion: ifMatchOf(request) }
          return answer(request, reply, 200, await decide(house, byOf(request), question))
        },
      )
    app.get(
      '/v1/organizations',
      {
        config: { access: ['registrar'] },
        schema: {
          tags,
          summary: 'What waits for the registrar: open claims, and accounts to confirm; oldest first',
          querystring: ToDecideQuery,
          response: { 200: ToDecide },
        },
      },
      async (request) => organizationsToDecide(house.read, request.query),
    )
    app.get(
      '/v1/organizations/:bin/claims',
      {
        config: { access: ['registrar'] },
        schema: {
          tags,
          summary: 'Every claim on a BIN with its people; the look is an entry of the internal log',
          params: BinPath,
          response: { 200: Claims },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await look(house, byOf(request), request.params.bin)),
    )
  }

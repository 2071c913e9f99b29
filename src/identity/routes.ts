import fastifyJwt from '@fastify/jwt'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { isRefusal } from '../kernel/problems.js'
import { findPerson, signUp, stateIdentity } from './actions.js'
import { apiKeyRoutes } from './api-key-routes.js'
import {
  Myself,
  NewPerson,
  PeopleFound,
  PeopleQuery,
  PersonPath,
  RoleEnd,
  RoleGrant,
  RolesHeld,
  SignedUp,
  StatedIdentity,
} from './contract.js'
import { type MembershipsOf, myself } from './queries.js'
import { endRole, grantRole } from './role-actions.js'
import { sessionRoutes } from './session-routes.js'
import { ownIssuer } from './tokens.js'

export interface IdentityOptions {
  /** 32 bytes: signs the tokens (HMAC-SHA-256). */
  readonly tokenSecret: Buffer
  readonly membershipsOf: MembershipsOf
}

/** People, their roles, sessions and API keys. */
export const identityRoutes =
  (house: House, { tokenSecret, membershipsOf }: IdentityOptions): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(fastifyJwt, { secret: tokenSecret, sign: { algorithm: 'HS256', iss: ownIssuer } })
    await app.register(peopleRoutes(house))
    await app.register(roleRoutes(house))
    await app.register(sessionRoutes(house, membershipsOf))
    await app.register(apiKeyRoutes(house))
  }

const tags = ['people']

const peopleRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/people',
      {
        config: { access: 'public' },
        schema: { tags, summary: 'Sign up', body: NewPerson, response: { 201: SignedUp } },
      },
      async (request, reply) => answer(request, reply, 201, await signUp(house, byOf(request), request.body)),
    )
    app.get(
      '/v1/people/me',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'Who am I, and what may I do', response: { 200: Myself } },
      },
      async (request) => myself(house, request.actor),
    )
    app.post(
      '/v1/people/me/identity',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'State the own IIN, once; who has done so may collect',
          body: StatedIdentity,
          response: { 200: RolesHeld },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await stateIdentity(house, byOf(request), request.body)),
    )
  }

const roleRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/people',
      {
        config: { access: ['administrator'] },
        schema: {
          tags,
          summary: 'Find a person by login; each look is an entry of the internal log',
          querystring: PeopleQuery,
          response: { 200: PeopleFound },
        },
      },
      async (request, reply) => {
        const items = await findPerson(house, byOf(request), request.query.login)
        return answer(request, reply, 200, isRefusal(items) ? items : { items, next: null })
      },
    )
    app.post(
      '/v1/people/:id/roles',
      {
        config: { access: ['administrator'] },
        schema: {
          tags,
          summary: 'Grant a role; who grants roles never decides a case',
          params: PersonPath,
          body: RoleGrant,
          response: { 201: RolesHeld },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await grantRole(house, byOf(request), request.params.id, request.body)),
    )
    app.post(
      '/v1/people/:id/roles/end',
      {
        config: { access: ['administrator'] },
        schema: {
          tags,
          summary: 'End a role',
          params: PersonPath,
          body: RoleEnd,
          response: { 200: RolesHeld },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await endRole(house, byOf(request), request.params.id, request.body)),
    )
  }

# Built and run as the README says: npm ci, tsc, node. The image runs the current LTS; it cannot be built where Adal is developed.
FROM node:24-bookworm-slim AS build
WORKDIR /adal
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts
COPY src src
COPY test test
COPY bench bench
RUN npx tsc -b && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /adal
COPY --from=build /adal/node_modules node_modules
COPY --from=build /adal/dist/src dist/src
COPY package.json ./
COPY data data
COPY assets assets
COPY drizzle drizzle
# A volume that is mounted here belongs to whom the folder belonged.
RUN mkdir -p /var/lib/adal && chown node:node /var/lib/adal
USER node
EXPOSE 8080
# node itself is the process, so that a signal reaches it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "dist/src/server.js"]

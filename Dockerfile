# Throughline for production, on an outside PostgreSQL. See docs/operations.md.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# With what is optional: the bundler's native parts are.
RUN npm ci --include=dev --include=optional
COPY tsconfig.json ./
COPY src src
RUN node_modules/.bin/vite build --config src/web/vite.config.ts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4400
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without the embedded PostgreSQL and the Node that other machines bring along; the wrapper finds this image's Node.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force \
  && mkdir -p node_modules/.bin && ln -s /usr/local/bin/node node_modules/.bin/node
COPY throughline ./
COPY playbooks playbooks
COPY src src
COPY --from=build /build/dist dist
USER node
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts"]

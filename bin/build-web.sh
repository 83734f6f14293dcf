# Sourced by bin/start: builds the web app when its sources are not those of the last build.

web_stamp() {
  for source in src/web src/core src/contract package-lock.json; do
    if [ -e "$source" ]; then find "$source" -type f ! -name '*.test.ts' ! -name '*.test.tsx' -exec cksum {} +; fi
  done | sort | cksum
}

if [ -f src/web/vite.config.ts ]; then
  stamp=$(web_stamp)
  if [ "$stamp" != "$(cat dist/web/.stamp 2>/dev/null)" ]; then
    echo "Building the web app…" >&2
    node_modules/.bin/vite build --config src/web/vite.config.ts --logLevel warn >&2 || {
      echo "The web app could not be built; the lines above say why." >&2
      exit 1
    }
    echo "$stamp" >dist/web/.stamp
  fi
fi

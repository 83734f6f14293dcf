# Sourced by the scripts beside it, in the checkout: brings node_modules up to the lockfile when it is not there yet.

if [ ! -x node_modules/.bin/node ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  if ! command -v npm >/dev/null 2>&1; then
    echo "Throughline needs npm to install its packages (Node 20 or newer: apt-get install npm)." >&2
    exit 1
  fi
  echo "Installing packages (once, about half a minute)…" >&2
  npm ci --include=dev --include=optional --no-audit --no-fund --loglevel=error >/dev/null || {
    echo "npm ci failed. It needs the npm registry and about 1 GB of disk; the lines above say what went wrong." >&2
    exit 1
  }
fi

if [ ! -x node_modules/.bin/node ]; then
  echo "There is no Node 24 for this machine in node_modules ($(uname -sm)); Throughline runs on Linux x64 and arm64." >&2
  exit 1
fi

# Tools with "#!/usr/bin/env node" must find this Node, not the machine's.
PATH="$PWD/node_modules/.bin:$PATH"
NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$PWD/node_modules/.cache/compile}"
export PATH NODE_COMPILE_CACHE

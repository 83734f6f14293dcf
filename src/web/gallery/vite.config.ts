import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gallery: every part of the kit, to look at. `vite --config src/web/gallery/vite.config.ts`; never shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/ui-gallery/',
  publicDir: '../public',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../../../dist/gallery',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
})

import { defineConfig } from 'vite'
import { compressed } from './compressed.mjs'

// The scripts of the pages. Names carry a hash of the content, so that browsers keep them for good; Scripts.cs reads the manifest.
export default defineConfig({
  base: '/site/',
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: '../wwwroot/site',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // MapLibre, which loads when a map comes into view
    rollupOptions: {
      input: 'site/main.ts',
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
})

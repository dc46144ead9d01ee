import { defineConfig } from 'vite'

// The page is sent for GET /graphql, so every address in it is absolute; names without hashes, the server sends ETags.
export default defineConfig({
  base: '/graphiql/',
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: '../wwwroot/graphiql',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
      output: {
        inlineDynamicImports: true,
        entryFileNames: 'graphiql.js',
        assetFileNames: 'graphiql[extname]',
      },
    },
  },
})

// Lint for the whole house. Layers are not checked here but in tests/architecture.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  // The walker is AssemblyScript: its own compiler checks it.
  {
    ignores: [
      ...['node_modules', '.output', '.wxt', 'out', 'tests/pages/**/*.js'],
      'core/wasm/walker',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      'no-empty': ['error', { allowEmptyCatch: false }],
      complexity: ['error', 14],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off' } },
  {
    // A page that hides a miner stops at nothing that is deprecated, evaluated or taken off its object.
    files: ['tests/coverage/**'],
    rules: {
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Reading a size makes the browser lay out the page.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // The guard takes methods off their prototypes on purpose and calls them with Reflect.apply.
    files: ['entrypoints/guard.content/**'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      // Getters and reactions of the platform say what they give only where they are captured.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // The opcode walk and the hash read millions of bytes: bounds are checked once per body or block, not per access.
    files: ['core/wasm/**', 'core/features/**', 'core/hash/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', complexity: ['error', 40] },
  },
);

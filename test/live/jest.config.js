// The live tests have their own configuration: the ordinary `npm test` never starts a process.
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.live.test.ts'],
  testEnvironment: 'node',
  testTimeout: 300_000,
  verbose: true,
  reporters: ['default', '<rootDir>/summary-reporter.js'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../tsconfig.json' }] },
};

// The commands (serve, migrate, seed, import) are not built yet; 2 is the contract's code for wrong usage.
await Console.Error.WriteLineAsync("msonet: no command is available in this build");
return 2;

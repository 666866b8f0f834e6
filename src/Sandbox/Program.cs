using Entente.Sandbox;

return await CommandLine.Run(args);

using Entente.Host;

return await Commands.Run(args);

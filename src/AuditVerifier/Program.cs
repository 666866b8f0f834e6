return Entente.AuditVerifier.VerifierCommand.Run(args, Console.Out, Console.Error);

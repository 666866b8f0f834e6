namespace Entente.Host;

/// <summary>What the program was asked to do: <c>./run</c> is <c>run</c>, <c>./entente X</c> is X.</summary>
internal static class Commands
{
    private const string Help = """
        ./entente COMMAND
          help            this list
          run [options]   starts Entente (./run does the same, and builds first)
          eval ENGINE     holds an engine against your data: a file, or cases on standard input; a JSON line per case out
                          (names, find, dedupe, clock, saml, jws, reply, mail)
          audit …         takes a workspace's audit out as a signed file, checks one, proves an entry
          backup FILE     everything of this installation in one file, also while it runs
          restore FILE    the other way, into an empty data folder or database
          workspace …     takes a workspace out as one file, brings one in, deletes one
          keys …          lists and rotates the keys that close secrets
        """;

    public static Task<int> Run(string[] args) =>
        args switch
        {
            [] or ["help", ..] or ["--help"] => Say(Help + Environment.NewLine + RunOptions.Help),
            ["run", "--help" or "help"] => Say(RunOptions.Help),
            ["audit", .. var words] => AuditCommand.Run(words),
            ["backup", .. var words] => BackupCommand.Backup(words),
            ["restore", .. var words] => BackupCommand.Restore(words),
            ["workspace", .. var words] => Moving.WorkspaceCommand.Run(words),
            ["keys", .. var words] => KeysCommand.Run(words),
            ["eval", .. var words] => EvalCommand.Run(words),
            ["run", .. var words] => RunCommand.Run(words),
            _ => Refuse($"There is no command '{args[0]}'. ./entente help lists them."),
        };

    private static Task<int> Say(string text)
    {
        Console.WriteLine(text);
        return Task.FromResult(0);
    }

    internal static Task<int> Refuse(string text)
    {
        Console.Error.WriteLine(text);
        return Task.FromResult(2);
    }
}

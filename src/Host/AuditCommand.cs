using Entente.AuditVerifier;
using Entente.Platform.Audit;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host;

/// <summary><c>./entente audit</c>: takes a workspace's audit out, and checks one that was taken out, which needs no installation.</summary>
internal static class AuditCommand
{
    public const string Help = """
        ./entente audit export --workspace SLUG FILE [--data DIR] [--database CONNECTION]
                                           the whole audit of a workspace, signed; also while Entente runs
        ./entente audit verify FILE [--key FINGERPRINT]
                                           checks such a file, or a proof: 0 it holds, 1 it does not and where, 2 not understood
        ./entente audit prove FILE ENTRY [PROOF]
                                           the proof of one entry
        """;

    public static Task<int> Run(string[] words) =>
        words switch
        {
            ["verify" or "prove", ..] => Task.FromResult(VerifierCommand.Run(words, Console.Out, Console.Error)),
            ["export", "--workspace", var slug, var file, .. var rest] when Where.Parse(rest) is { } where => Export(slug, file, where),
            _ => Commands.Refuse(Help),
        };

    private static async Task<int> Export(string slug, string file, Where where)
    {
        try
        {
            await using var installation = await Installation.Open(where.Data, where.Database, CancellationToken.None);
            await using var services = installation.Services();
            if (await services.GetRequiredService<Workspaces>().Find(slug, CancellationToken.None) is not { } workspace)
                return await Commands.Refuse($"There is no workspace '{slug}' here.");
            await using var scope = Installation.As(services, workspace);
            // Into a neighbour, then renamed: what bears the name is whole.
            var draft = file + ".part";
            await using (var output = new FileStream(draft, FileMode.Create, FileAccess.Write))
                await foreach (var piece in scope.ServiceProvider.GetRequiredService<AuditExport>().Run(new(), CancellationToken.None))
                    await output.WriteAsync(piece);
            File.Move(draft, file, overwrite: true);
            Console.WriteLine($"{file}, signed by the key {services.GetRequiredService<AuditKey>().Fingerprint}");
            return 0;
        }
        catch (Exception e) when (e is ClusterException or IOException or UnauthorizedAccessException or NpgsqlException)
        {
            return await Commands.Refuse(e.Message);
        }
    }
}

/// <summary>Which installation a command means.</summary>
internal sealed record Where(string Data, string? Database)
{
    /// <summary>Null: not understood.</summary>
    public static Where? Parse(IReadOnlyList<string> words)
    {
        var where = new Where("data", null);
        for (var i = 0; i < words.Count; i += 2)
            if (i + 1 == words.Count)
                return null;
            else if (words[i] is "--data")
                where = where with { Data = words[i + 1] };
            else if (words[i] is "--database")
                where = where with { Database = words[i + 1] };
            else
                return null;
        return where;
    }
}

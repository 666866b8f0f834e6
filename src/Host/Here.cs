using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Npgsql;

namespace Entente.Host;

/// <summary>The installation that an admin command works on, running or not.</summary>
/// <param name="All">The role that sees all rows.</param>
internal sealed record Here(IServiceProvider Services, NpgsqlDataSource All)
{
    public Workspaces Workspaces => Services.GetRequiredService<Workspaces>();

    public SecretBox Box => Services.GetRequiredService<SecretBox>();

    /// <summary>Where closed values lie.</summary>
    public IReadOnlyList<SealedColumn> Sealed()
    {
        using var scope = Services.CreateScope();
        return SealedColumns.Of(scope.ServiceProvider.GetRequiredService<EntenteDb>().Model);
    }

    public async Task<WorkspaceCard> Find(string slug) =>
        await Workspaces.Find(slug, CancellationToken.None)
        ?? throw new ClusterException($"There is no workspace '{slug}' here. ./entente workspace list tells which there are.");

    /// <summary>Says in a workspace's audit what was done at the console.</summary>
    public async Task Note(WorkspaceCard card, string action, SubjectRef what, params IReadOnlyList<(string, string?, string?)> values)
    {
        await using var scope = Installation.As(Services, card);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.Witness(action, what, values);
        await db.SaveChangesAsync();
    }

    /// <summary>Opens what the words after a command mean, does it, and says in a sentence what cannot be done.</summary>
    /// <param name="words"><c>--data DIR --database CONNECTION</c>; not understood: the help is said.</param>
    public static Task<int> On(string[] words, string help, Func<Here, Task<int>> act) =>
        Where.Parse(words) is not { } where
            ? Commands.Refuse(help)
            : Said(async () =>
            {
                await using var installation = await Installation.Open(where.Data, where.Database, CancellationToken.None);
                await using var services = installation.Services();
                await using var all = NpgsqlDataSource.Create(
                    installation.Connection(Roles.Maintenance) + ";Pooling=false;Command Timeout=0"
                );
                return await act(new(services, all));
            });

    /// <summary>What an operator can mend is said in a sentence, not as a stack.</summary>
    public static async Task<int> Said(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is ClusterException or IOException or UnauthorizedAccessException or NpgsqlException)
        {
            return await Commands.Refuse(e.Message);
        }
    }
}

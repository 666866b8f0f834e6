using System.Collections.Concurrent;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Platform.Audit;

/// <summary>
/// Who looked at which record of people, money or claims (SEC-3): once for each person, record and hour, gathered here and written within a
/// second, so that a page does not wait for it. What leaves the house (exports, downloads, mails) is recorded by its act before the answer.
/// A node that is killed loses what it gathered in its last second, and two nodes may note the same hour twice.
/// </summary>
public sealed class ReadLog(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The act is called <c>registration.read</c>.</summary>
    public const string Verb = ".read";

    private const int MostRemembered = 200_000;
    private readonly ConcurrentDictionary<(WorkspaceId, PersonId, SubjectRef, long Hour), byte> seen = new();
    private readonly ConcurrentQueue<(Actor Who, SubjectRef What)> waiting = new();

    /// <summary>Somebody known by name looked at a record. Costs a look into memory.</summary>
    public void Note(Actor who, SubjectRef what)
    {
        if (who is not { Kind: ActorKind.Staff or ActorKind.Partner, Person: { } person })
            return;
        var hour = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        if (seen.Count > MostRemembered)
            seen.Clear();
        if (seen.TryAdd((who.Workspace, person, what, hour), 0))
            waiting.Enqueue((who, what));
    }

    /// <summary>Writes what was gathered: one save for each person and workspace. Returns how many.</summary>
    public async Task<int> Flush(CancellationToken ct)
    {
        var taken = new List<(Actor Who, SubjectRef What)>();
        while (taken.Count < 1_000 && waiting.TryDequeue(out var one))
            taken.Add(one);
        var left = taken.ToHashSet();
        try
        {
            // Of one person by one way: the id of a request among the entries is the first one's.
            foreach (var looks in taken.GroupBy(t => (t.Who.Workspace, t.Who.Person, t.Who.Channel, t.Who.Partner)))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(looks.First().Who);
                var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
                foreach (var (_, what) in looks)
                    db.Witness(what.Kind + Verb, what);
                await db.SaveChangesAsync(ct);
                left.ExceptWith(looks);
            }
        }
        finally
        {
            // The database was away: the next time.
            foreach (var one in left)
                waiting.Enqueue(one);
        }
        return taken.Count;
    }
}

/// <summary>Writes the reads that were gathered, twice a second, and what is left when the app stops.</summary>
internal sealed partial class ReadLogService(ReadLog reads, ILogger<ReadLogService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Write(stoppingToken);
            await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Write(stoppingToken);
    }

    private async Task Write(CancellationToken stopping)
    {
        try
        {
            while (await reads.Flush(CancellationToken.None) >= 1_000) { }
        }
        catch (ObjectDisposedException) when (stopping.IsCancellationRequested)
        {
            // The app was let go without being stopped first: nobody is left to write to.
        }
#pragma warning disable CA1031 // The database may be away for a while; what was gathered waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Waiting(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Reads could not be recorded; they are kept and written when the database answers")]
    private static partial void Waiting(ILogger logger, Exception failure);
}

/// <summary>What a page that shows one record calls once it knows that it may.</summary>
public sealed class Reads(ReadLog log, Actor actor)
{
    public void Note(SubjectRef what) => log.Note(actor, what);
}

using Entente.Collaboration.Threads.Tasks;
using Entente.Health.Model;
using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Health.Evaluate;

/// <summary>
/// Every night: every partner that may register is scored from what all rooms see of it, and what needs a task becomes one, once for as long as it lasts.
/// Hundreds of partners share the questions and one save. Done twice on a day it changes nothing.
/// </summary>
internal sealed class ScoreHealth(
    EntenteDb db,
    PartnersApi partners,
    IEnumerable<IPartnerSignals> sources,
    GiveTask tasks,
    Workspaces workspaces
) : IScheduled
{
    /// <summary>Partners that are scored and saved together.</summary>
    private const int Lot = 250;

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var all = (await partners.All(entering: true, ct)).Where(p => p.MayRegister).Select(p => p.Id).OrderBy(p => p.Value).ToList();
        foreach (var lot in all.Chunk(Lot))
            await Score(lot, today, now, ct);
        await Forget(all, today, ct);
    }

    private async Task Score(PartnerId[] lot, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold(lot.Select(Key), ct);
        var cards = await partners.Cards(lot, ct);
        var signals = new List<PartnerSignal>();
        foreach (var source in sources)
            signals.AddRange(await source.Of(lot, now, ct));
        var of = signals.ToLookup(s => s.Partner);
        var rows = await HealthRows.Load(db, lot, today, ct);
        foreach (var partner in cards.Values.OrderBy(c => c.Id.Value))
        {
            IReadOnlyList<PartnerSignal> seen = [.. of[partner.Id]];
            rows.Keep(partner.Id, Scoring.Of(seen), today);
            foreach (var kind in Enum.GetValues<EpisodeKind>())
                await Follow(partner, kind, seen, rows.Open(partner.Id, kind), today, now, ct);
        }
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }

    private async Task Follow(
        PartnerCard partner,
        EpisodeKind kind,
        IReadOnlyList<PartnerSignal> seen,
        HealthEpisode? open,
        DateOnly today,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var signal = seen.FirstOrDefault(s => s.Kind == Episodes.Signal(kind));
        // What is not measured any more is over too.
        if (signal is null || !Episodes.Holds(kind, signal.Value, open is not null))
        {
            open?.End(today);
            return;
        }
        if (open is null)
            db.Add(open = HealthEpisode.Begin(partner.Id, kind, today, now));
        if (open.RaisedOn is not null || !Episodes.Raises(kind, signal.Value))
            return;
        var certified = seen.FirstOrDefault(s => s is { Kind: SignalKind.CertificatesEnded, Value: 0 })?.Words;
        // Where nobody is there to do it, somebody may come: it is asked again the next night.
        if (
            await tasks.Stage(
                new(PartnersApi.SubjectKind, partner.Id.Value),
                partner.Manager,
                Episodes.Task(kind, signal.Words, certified),
                today.AddDays(Episodes.DaysToDo),
                $"health:{open.Id.Value:N}",
                ct
            )
        )
            open.Raise(today);
    }

    // Who may not register any more has no health; what was kept of its days stays.
    private async Task Forget(IReadOnlyList<PartnerId> all, DateOnly today, CancellationToken ct)
    {
        var here = all.ToHashSet();
        var known = await db.Set<HealthCard>()
            .Select(c => c.PartnerId)
            .Union(db.Set<HealthEpisode>().Where(e => e.EndedOn == null).Select(e => e.PartnerId))
            .ToListAsync(ct);
        foreach (var lot in known.Where(p => !here.Contains(p)).OrderBy(p => p.Value).Chunk(Lot))
        {
            await using var held = await db.Hold(lot.Select(Key), ct);
            db.RemoveRange(await db.Set<HealthCard>().Where(c => lot.Contains(c.PartnerId)).ToListAsync(ct));
            foreach (
                var episode in await db.Set<HealthEpisode>().Where(e => lot.Contains(e.PartnerId) && e.EndedOn == null).ToListAsync(ct)
            )
                episode.End(today);
            await held.Save(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static string Key(PartnerId partner) => "health:" + partner.Value;
}

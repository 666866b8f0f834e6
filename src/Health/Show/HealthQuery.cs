using Entente.Access;
using Entente.Health.Model;
using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Health.Show;

/// <summary>Which partners the list is narrowed to.</summary>
public enum HealthFilter
{
    All,

    /// <summary>Below <see cref="HealthWords.Poor"/>.</summary>
    Poor,

    /// <summary>Down by <see cref="HealthWords.Slip"/> or more.</summary>
    Slipped,

    /// <summary>Silent, or registering less.</summary>
    Episode,
}

/// <summary>What the list was asked for; it stands in the address.</summary>
/// <param name="Mine">Only partners that the reader manages.</param>
/// <param name="Sort"><c>score</c>, <c>change</c>, <c>name</c>; with a minus the other way round.</param>
/// <param name="Page">From 1.</param>
public sealed record HealthAsked(HealthFilter Filter = HealthFilter.All, bool Mine = false, string? Sort = null, int Page = 1);

/// <param name="Why">What costs most.</param>
/// <param name="Episodes">What needs somebody now.</param>
public sealed record HealthRow(
    PartnerId Id,
    string Name,
    PartnerType Type,
    PartnerStatus Status,
    PersonCard? Manager,
    int Score,
    int? Before,
    IReadOnlyList<HealthSignal> Why,
    IReadOnlyList<EpisodeKind> Episodes
);

/// <summary>One page of the list and what it is a page of.</summary>
/// <param name="Day">The newest day that anybody was scored on; null: nobody was yet.</param>
public sealed record HealthListView(IReadOnlyList<HealthRow> Rows, int Total, int All, int Poor, DateOnly? Day);

/// <param name="RaisedOn">The day on which somebody was given a task.</param>
public sealed record EpisodeLine(EpisodeKind Kind, DateOnly BeganOn, DateOnly? RaisedOn);

/// <summary>The health of one partner.</summary>
public sealed record HealthView(int Score, int? Before, DateOnly Day, IReadOnlyList<HealthPart> Parts, IReadOnlyList<EpisodeLine> Episodes);

/// <summary>Reads health as it was last worked out; staff with a data scope read that of their partners.</summary>
public sealed class HealthQuery(EntenteDb db, Actor actor, AccessApi access)
{
    public const int PageSize = 50;

    /// <summary>
    /// Whether whoever acts may read it: it tells of registrations and deals, so whoever may not read those reads none of it. Staff alone: it is the vendor's
    /// judgement.
    /// </summary>
    public static bool MayRead(Actor actor) =>
        actor.IsStaff
        && actor.May(Permissions.ReadPartners)
        && actor.May(Permissions.ReadRegistrations)
        && actor.May(Permissions.ReadPipeline);

    /// <summary>Null: it may not be read, or there is none.</summary>
    public async Task<HealthView?> Of(PartnerId partner, CancellationToken ct)
    {
        if (
            !MayRead(actor)
            || await db.Set<HealthCard>().AsNoTracking().SingleOrDefaultAsync(c => c.PartnerId == partner, ct) is not { } card
        )
            return null;
        var episodes = await db.Set<HealthEpisode>()
            .Where(e => e.PartnerId == partner && e.EndedOn == null)
            .OrderBy(e => e.BeganOn)
            .ThenBy(e => e.Id)
            .Select(e => new EpisodeLine(e.Kind, e.BeganOn, e.RaisedOn))
            .ToListAsync(ct);
        return new(card.Score, card.Before, card.Day, card.Read(), episodes);
    }

    public async Task<HealthListView> List(HealthAsked asked, CancellationToken ct)
    {
        if (!MayRead(actor))
            return new([], 0, 0, 0, null);
        var all =
            from card in db.Set<HealthCard>()
            join partner in db.Set<PartnersCard>()
                on new { card.WorkspaceId, card.PartnerId } equals new { partner.WorkspaceId, partner.PartnerId }
            select new Joined { Card = card, Partner = partner };
        var found = Filtered(all, asked);
        var page = await Sorted(found, asked.Sort)
            .ThenBy(r => r.Partner.Name)
            .ThenBy(r => r.Partner.PartnerId)
            .Skip((Math.Max(asked.Page, 1) - 1) * PageSize)
            .Take(PageSize)
            .AsNoTracking()
            .ToListAsync(ct);
        var shown = page.Select(r => r.Card.PartnerId).ToArray();
        var episodes = (
            await db.Set<HealthEpisode>()
                .Where(e => shown.Contains(e.PartnerId) && e.EndedOn == null)
                .OrderBy(e => e.BeganOn)
                .ThenBy(e => e.Id)
                .Select(e => new { e.PartnerId, e.Kind })
                .ToListAsync(ct)
        ).ToLookup(e => e.PartnerId, e => e.Kind);
        var inAll = await all.GroupBy(_ => 1)
            .Select(g => new
            {
                Count = g.Count(),
                Poor = g.Count(r => r.Card.Score < HealthWords.Poor),
                Day = g.Max(r => (DateOnly?)r.Card.Day),
            })
            .SingleOrDefaultAsync(ct);
        var managers = await access.People(page.Select(r => r.Partner.Manager).OfType<PersonId>(), ct);
        return new(
            [
                .. page.Select(r => new HealthRow(
                    r.Partner.PartnerId,
                    r.Partner.Name,
                    r.Partner.Type,
                    r.Partner.Status,
                    r.Partner.Manager is { } manager ? managers.GetValueOrDefault(manager) : null,
                    r.Card.Score,
                    r.Card.Before,
                    HealthWords.Dearest(r.Card.Read()),
                    [.. episodes[r.Card.PartnerId]]
                )),
            ],
            await found.Total(page.Count, asked.Page, PageSize, ct),
            inAll?.Count ?? 0,
            inAll?.Poor ?? 0,
            inAll?.Day
        );
    }

    private IQueryable<Joined> Filtered(IQueryable<Joined> all, HealthAsked asked)
    {
        if (asked.Mine)
        {
            var me = actor.Person;
            all = all.Where(r => r.Partner.Manager == me);
        }
        return asked.Filter switch
        {
            HealthFilter.Poor => all.Where(r => r.Card.Score < HealthWords.Poor),
            HealthFilter.Slipped => all.Where(r => r.Card.Before - r.Card.Score >= HealthWords.Slip),
            HealthFilter.Episode => all.Where(r => db.Set<HealthEpisode>().Any(e => e.PartnerId == r.Card.PartnerId && e.EndedOn == null)),
            _ => all,
        };
    }

    // Who has no change stands last, whichever way.
    private static IOrderedQueryable<Joined> Sorted(IQueryable<Joined> rows, string? sort) =>
        sort switch
        {
            "-score" => rows.OrderByDescending(r => r.Card.Score),
            "change" => rows.OrderBy(r => r.Card.Before == null).ThenBy(r => r.Card.Score - r.Card.Before),
            "-change" => rows.OrderBy(r => r.Card.Before == null).ThenByDescending(r => r.Card.Score - r.Card.Before),
            "name" => rows.OrderBy(r => r.Partner.Name),
            "-name" => rows.OrderByDescending(r => r.Partner.Name),
            _ => rows.OrderBy(r => r.Card.Score),
        };

    private sealed class Joined
    {
        public required HealthCard Card { get; init; }
        public required PartnersCard Partner { get; init; }
    }
}

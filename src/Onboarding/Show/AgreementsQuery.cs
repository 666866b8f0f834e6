using Entente.Access;
using Entente.Onboarding.Aim;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Show;

/// <summary>Reads agreements for staff. What partners accepted passes the reader's data scope like everything of a partner.</summary>
public sealed class AgreementsQuery(
    EntenteDb db,
    PartnersApi partners,
    AccessApi access,
    Addressees addressees,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>Living ones first, by name.</summary>
    public async Task<IReadOnlyList<AgreementRow>> List(CancellationToken ct)
    {
        var all = await db.Set<Agreement>().AsNoTracking().ToListAsync(ct);
        if (all.Count == 0)
            return [];
        var cards = await partners.All(entering: true, ct);
        var versions = await AgreementVersion.Terms(db, all.ConvertAll(a => a.Id), ct);
        var accepted = await Highest(null, ct);
        var today = await Today(ct);
        List<AgreementAudience> aimed =
        [
            .. all.SelectMany(a => versions[a.Id].Select(v => v.For).Append(a.ReadDraft()?.For)).OfType<AgreementAudience>(),
        ];
        var (who, named) = (await addressees.Of(aimed, null, ct), await addressees.Names(aimed, ct));
        return
        [
            .. all.Select(a => Row(a, [.. versions[a.Id]], [.. cards.Select(c => (c, who(c)))], accepted, named, today))
                .OrderBy(r => r.Phase is AgreementPhase.Ended)
                .ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    public async Task<AgreementView?> Load(AgreementId id, CancellationToken ct)
    {
        if (await db.Set<Agreement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } of)
            return null;
        var versions = await db.Set<AgreementVersion>()
            .AsNoTracking()
            .Where(v => v.AgreementId == id)
            .OrderByDescending(v => v.Number)
            .ToListAsync(ct);
        var acceptances = await db.Set<AgreementAcceptance>().AsNoTracking().Where(a => a.AgreementId == id).ToListAsync(ct);
        var people = await access.People(
            versions.Select(v => v.By).Append(of.EndedBy).OfType<PersonId>().Concat(acceptances.Select(a => a.PersonId)),
            ct
        );
        var cards = await partners.All(entering: false, ct);
        var draft = of.ReadDraft();
        List<AgreementAudience> aimed = [.. versions.Select(v => v.Read().For), .. draft is null ? [] : new[] { draft.For }];
        var (who, named) = (await addressees.Of(aimed, null, ct), await addressees.Names(aimed, ct));
        return new(
            of.Id,
            of.Name,
            of.Version,
            PhaseOf(of),
            of.Number,
            draft,
            of.EndedAt,
            NameOf(of.EndedBy),
            of.EndedFor,
            [
                .. versions.Select(v =>
                    Line(v, NameOf(v.By), v.Read().For.Words(named), Reach(v.Read().For), acceptances.Count(a => a.Number == v.Number))
                ),
            ],
            Standings(of, versions, acceptances, [.. cards.Select(c => (c, who(c)))], NameOf, await Today(ct)),
            draft?.For.Words(named) ?? "",
            draft is null ? 0 : Reach(draft.For)
        );

        int Reach(AgreementAudience audience) => cards.Count(c => c.MayRegister && audience.Fits(who(c)));

        string? NameOf(PersonId? person) => person is { } known ? people.GetValueOrDefault(known)?.Name : null;
    }

    /// <summary>What one partner accepted, and what waits for it.</summary>
    public async Task<IReadOnlyList<PartnerAgreement>> Of(PartnerId partner, CancellationToken ct)
    {
        var all = await db.Set<Agreement>().AsNoTracking().Where(a => a.Number > 0).ToListAsync(ct);
        if (all.Count == 0 || await partners.Get(partner, ct) is not { } card)
            return [];
        var versions = await AgreementVersion.Terms(db, all.ConvertAll(a => a.Id), ct);
        var last = (await db.Set<AgreementAcceptance>().AsNoTracking().Where(a => a.PartnerId == partner).ToListAsync(ct))
            .GroupBy(a => a.AgreementId)
            .ToDictionary(g => g.Key, g => g.MaxBy(a => a.Number)!);
        var people = await access.People(last.Values.Select(a => a.PersonId), ct);
        var who = (await addressees.Of(versions.SelectMany(v => v).Select(v => v.For), partner, ct))(card);
        var today = await Today(ct);
        return
        [
            .. all.Select(a => One(a, last.GetValueOrDefault(a.Id)))
                .Where(a => a.Accepted > 0 || a.Standing.Waits)
                .OrderByDescending(a => a.Standing.Shut)
                .ThenByDescending(a => a.Standing.Waits)
                .ThenBy(a => a.Name, StringComparer.OrdinalIgnoreCase),
        ];

        PartnerAgreement One(Agreement of, AgreementAcceptance? accepted) =>
            new(
                of.Id,
                of.Name,
                Standing(of, [.. versions[of.Id]], card, who, accepted?.Number ?? 0, today),
                accepted?.Number ?? 0,
                accepted is null ? null : people.GetValueOrDefault(accepted.PersonId)?.Name,
                accepted?.At,
                of.EndedAt is not null
            );
    }

    /// <summary>Only those the vendor works with are asked; whoever accepted stays in the list.</summary>
    internal static AgreementStanding Standing(
        Agreement of,
        IReadOnlyCollection<VersionTerms> versions,
        PartnerCard card,
        Addressee who,
        int accepted,
        DateOnly today
    ) => of.EndedAt is null && card.MayRegister ? Accepting.Of(versions, who, accepted, today) : new(null, false, null);

    private static IReadOnlyList<AgreementPartner> Standings(
        Agreement of,
        IReadOnlyList<AgreementVersion> versions,
        IReadOnlyList<AgreementAcceptance> acceptances,
        IReadOnlyList<(PartnerCard Card, Addressee Who)> partners,
        Func<PersonId?, string?> nameOf,
        DateOnly today
    )
    {
        List<VersionTerms> terms = [.. versions.Select(v => Terms(v, v.Read()))];
        var last = acceptances.GroupBy(a => a.PartnerId).ToDictionary(g => g.Key, g => g.MaxBy(a => a.Number)!);
        return
        [
            .. partners
                .Select(p => (p.Card, p.Who, Last: last.GetValueOrDefault(p.Card.Id)))
                .Select(p => new AgreementPartner(
                    p.Card.Id,
                    p.Card.Name,
                    Standing(of, terms, p.Card, p.Who, p.Last?.Number ?? 0, today),
                    p.Last?.Number ?? 0,
                    nameOf(p.Last?.PersonId),
                    p.Last?.At,
                    p.Last?.Hash
                ))
                .Where(p => p.Accepted > 0 || p.Standing.Waits)
                .OrderByDescending(p => p.Standing.Shut)
                .ThenByDescending(p => p.Standing.Waits)
                .ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static AgreementRow Row(
        Agreement of,
        IReadOnlyList<VersionTerms> versions,
        IReadOnlyList<(PartnerCard Card, Addressee Who)> partners,
        IReadOnlyDictionary<(AgreementId, PartnerId), int> accepted,
        Func<SegmentId, string?> named,
        DateOnly today
    )
    {
        var newest = versions.MaxBy(v => v.Number);
        var standings = partners
            .Select(p => (Accepted: accepted.GetValueOrDefault((of.Id, p.Card.Id)), p.Card, p.Who))
            .Select(p => (p.Accepted, Standing: Standing(of, versions, p.Card, p.Who, p.Accepted, today)))
            .Where(c => c.Accepted > 0 || c.Standing.Waits)
            .ToList();
        return new(
            of.Id,
            of.Name,
            PhaseOf(of),
            of.Number,
            of.Draft is not null,
            (newest?.For ?? of.ReadDraft()?.For ?? AgreementAudience.Everybody).Words(named),
            newest?.EffectiveOn,
            standings.Count,
            standings.Count(s => s.Standing.Waits),
            standings.Count(s => s.Standing.Shut)
        );
    }

    private static AgreementVersionLine Line(AgreementVersion version, string? by, string audience, int reach, int accepted)
    {
        var sheet = version.Read();
        return new(
            version.Number,
            version.PublishedAt,
            by,
            sheet,
            version.EffectiveOn,
            Terms(version, sheet).Gates,
            version.Hash,
            accepted,
            audience,
            reach
        );
    }

    private static VersionTerms Terms(AgreementVersion version, AgreementSheet sheet) =>
        new(version.Number, version.EffectiveOn, version.GraceDays, sheet.For);

    private static AgreementPhase PhaseOf(Agreement of) =>
        of.EndedAt is not null ? AgreementPhase.Ended
        : of.Number > 0 ? AgreementPhase.Published
        : AgreementPhase.Draft;

    /// <summary>The highest version that each partner accepted.</summary>
    internal async Task<IReadOnlyDictionary<(AgreementId, PartnerId), int>> Highest(AgreementId? only, CancellationToken ct) =>
        (
            await db.Set<AgreementAcceptance>()
                .Where(a => only == null || a.AgreementId == only)
                .GroupBy(a => new { a.AgreementId, a.PartnerId })
                .Select(g => new
                {
                    g.Key.AgreementId,
                    g.Key.PartnerId,
                    Number = g.Max(a => a.Number),
                })
                .ToListAsync(ct)
        ).ToDictionary(a => (a.AgreementId, a.PartnerId), a => a.Number);

    private async Task<DateOnly> Today(CancellationToken ct) => (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
}

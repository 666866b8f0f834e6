using Entente.Access.Safelist;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Claims;

/// <summary>What a partner sees of its own side: its evidence, the letters to it, its appeal, its slice. The same page whatever others want.</summary>
/// <param name="AppealUntil">Until then it may appeal; null: not.</param>
public sealed record OwnClaimView(
    RegistrationId Id,
    string Number,
    string? Company,
    bool MayAdd,
    IReadOnlyList<(string Words, DateTimeOffset At)> Evidence,
    IReadOnlyList<OwnLetter> Letters,
    DateTimeOffset? AppealUntil,
    (string Words, string? Reply, bool? Upheld)? Appeal,
    OwnSlice? Slice
);

public sealed record OwnLetter(string Subject, string Verdict, IReadOnlyList<string> Paragraphs, DateTimeOffset At);

/// <param name="Settled">In words; null: not settled yet.</param>
/// <param name="Asked">What it asked for; null: nothing.</param>
public sealed record OwnSlice(Guid Opportunity, string? Settled, string? Asked, bool Locked);

/// <summary>Reads a partner's own side. The filter of its partner holds, and every field passes the safelist.</summary>
public sealed class OwnClaimQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ClaimContests contests;
    private readonly Fields fields;
    private readonly TimeProvider clock;

    internal OwnClaimQuery(EntenteDb db, Actor actor, ClaimContests contests, Fields fields, TimeProvider clock) =>
        (this.db, this.actor, this.contests, this.fields, this.clock) = (db, actor, contests, fields, clock);

    public async Task<OwnClaimView?> Load(RegistrationId id, CancellationToken ct)
    {
        if ((await contests.These([id], ct)).SingleOrDefault() is not { } claim)
            return null;
        var shown = await fields.For(actor, ct);
        var now = clock.GetUtcNow();
        var evidence = await db.Set<ClaimEvidence>().AsNoTracking().Where(e => e.About == id.Value).OrderBy(e => e.At).ToListAsync(ct);
        var letters = shown.Shows(SafeObjects.Registration, "decision")
            ? await db.Set<CaseLetter>()
                .AsNoTracking()
                .Where(l => l.Registration == id.Value)
                .OrderByDescending(l => l.At)
                .ThenByDescending(l => l.Decision)
                .ToListAsync(ct)
            : [];
        var latest = letters.FirstOrDefault();
        var appeal = latest is null ? null : await db.Set<CaseAppeal>().AsNoTracking().SingleOrDefaultAsync(a => a.Letter == latest.Id, ct);
        return new(
            id,
            claim.Number,
            shown.Show(SafeObjects.Registration, "company", claim.Company),
            claim.IsOpen,
            [.. evidence.Select(e => (e.Words, e.At))],
            [.. letters.Select(l => new OwnLetter(l.Subject, l.Verdict, l.Paragraphs.Split('\n'), l.At))],
            latest is not null && appeal is null && now < latest.AppealUntil ? latest.AppealUntil : null,
            appeal is null ? null : (appeal.Words, appeal.Reply, appeal.Upheld),
            claim.Opportunity is { } deal ? await Slice(deal, ct) : null
        );
    }

    private async Task<OwnSlice> Slice(Guid deal, CancellationToken ct)
    {
        var sheet = await db.Set<DealShares>().AsNoTracking().SingleOrDefaultAsync(d => d.Opportunity == deal, ct);
        var own = await db.Set<PartnerShare>().AsNoTracking().SingleOrDefaultAsync(s => s.Opportunity == deal, ct);
        return new(
            deal,
            // Equal shares that nobody has settled would say how many others there are.
            sheet?.SettledAt
                is not null
            && own is not null
                ? $"{own.Role}, {Shares.Percent(own.BasisPoints)}"
                : null,
            own?.AskedPoints is { } points ? $"{own.AskedRole}, {Shares.Percent(points)}" : null,
            sheet?.LockedAt is not null
        );
    }
}

/// <summary>The forms of the page.</summary>
public sealed class OwnClaimForm
{
    public string? Words { get; set; }
    public string? Role { get; set; }
    public string? Share { get; set; }
}

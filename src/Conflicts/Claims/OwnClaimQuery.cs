using Entente.Access.Safelist;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Model;
using Entente.Pipeline.Credits;
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
    OwnCreditView? Credit
)
{
    /// <summary>Its complaints about this registration, the latest first.</summary>
    public IReadOnlyList<OwnComplaint> Complaints { get; init; } = [];

    /// <summary>Whether the form for one is shown: none waits, and the reader's role includes it.</summary>
    public bool MayComplain { get; init; }
}

public sealed record OwnLetter(string Subject, string Verdict, IReadOnlyList<string> Paragraphs, DateTimeOffset At);

/// <summary>Reads a partner's own side. The filter of its partner holds, and every field passes the safelist.</summary>
public sealed class OwnClaimQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ClaimContests contests;
    private readonly Fields fields;
    private readonly OwnCredit credit;
    private readonly OwnComplaints complaints;
    private readonly TimeProvider clock;

    internal OwnClaimQuery(
        EntenteDb db,
        Actor actor,
        ClaimContests contests,
        Fields fields,
        OwnCredit credit,
        OwnComplaints complaints,
        TimeProvider clock
    ) =>
        (this.db, this.actor, this.contests, this.fields, this.credit, this.complaints, this.clock) = (
            db,
            actor,
            contests,
            fields,
            credit,
            complaints,
            clock
        );

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
        var complained = await complaints.About(id, ct);
        return new(
            id,
            claim.Number,
            shown.Show(SafeObjects.Registration, "company", claim.Company),
            claim.IsOpen,
            [.. evidence.Select(e => (e.Words, e.At))],
            [.. letters.Select(l => new OwnLetter(l.Subject, l.Verdict, l.Paragraphs.Split('\n'), l.At))],
            latest is not null && appeal is null && now < latest.AppealUntil ? latest.AppealUntil : null,
            appeal is null ? null : (appeal.Words, appeal.Reply, appeal.Upheld),
            claim.Opportunity is { } deal ? await credit.Load(new(deal), ct) : null
        )
        {
            Complaints = complained,
            MayComplain = complaints.Brings && complained.All(c => c.Verdict is not null),
        };
    }
}

/// <summary>The forms of the page.</summary>
public sealed class OwnClaimForm
{
    public string? Words { get; set; }
}

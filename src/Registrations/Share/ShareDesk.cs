using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

/// <param name="ForWhom">1 to 120 characters.</param>
/// <param name="Email">Who opens it proves to have it; empty: whoever has the link.</param>
/// <param name="Days">1 to <see cref="ShareDesk.MostDays"/>.</param>
public sealed record ShareInput(string ForWhom, string? Email, bool Amounts, int Days);

/// <summary>What a link that was given out is worth now.</summary>
public enum ShareState
{
    Opens,
    RanOut,
    TakenBack,

    /// <summary>Whoever gave it out may share it no more.</summary>
    Closed,
}

/// <summary>A share in the list, with who looked.</summary>
/// <param name="Openings">The newest first, at most <see cref="ShareDesk.MostOpenings"/>; <paramref name="Times"/> counts all.</param>
public sealed record ShareRow(
    Guid Id,
    string ForWhom,
    string? Email,
    bool Amounts,
    string GivenBy,
    DateTimeOffset ExpiresAt,
    ShareState State,
    int Times,
    IReadOnlyList<(DateTimeOffset At, string? Email)> Openings
);

/// <summary>
/// Shares a registration with an outsider for a while (COL-4): a link that is told once, that runs out, that is taken back at once, and that keeps when
/// it was opened. With it goes at most what a viewer of the partner sees.
/// </summary>
public sealed class ShareDesk(EntenteDb db, Actor actor, AccessApi access, ShareRights rights, TimeProvider clock)
{
    public const int MostDays = 90;
    public const int MostOpenings = 20;

    /// <summary>Living ones of one registration, of both sides together.</summary>
    public const int Most = 10;

    private const int MostRows = 50;

    /// <summary>Those first whose time runs, then the newest; at most 50. A partner reads of its own people's links alone. Null where there is no such registration for this actor.</summary>
    public async Task<IReadOnlyList<ShareRow>?> List(string number, CancellationToken ct) =>
        await Claim(number, ct) is { } claim ? await Rows(claim, actor.IsStaff, ct) : null;

    /// <summary>The whole address: told this once.</summary>
    public async Task<Result<string>> Make(string number, ShareInput input, CancellationToken ct)
    {
        if (await Claim(number, ct) is not { } claim)
            return Refusals.NotFound;
        if (!ShareRights.May(actor) || actor.Person is not { } by)
            return Refusals.MayNotShare;
        var (forWhom, typed) = (TypedText.Line(input.ForWhom), (input.Email ?? "").Trim());
        var email = AccessApi.Address(typed);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (forWhom.Length is 0 or > ClaimShare.LongestName)
            wrong["forWhom"] = $"Say for whom it is, in up to {ClaimShare.LongestName} characters.";
        if (typed.Length > 0 && email is null)
            wrong["email"] = "That is not a mail address.";
        if (input.Days is < 1 or > MostDays)
            wrong["days"] = $"Between 1 and {MostDays} days.";
        if (wrong.Count > 0)
            return Refusals.Unfit(wrong);
        if (!await rights.Works(claim.PartnerId, ct))
            return Refusals.SharesRest;
        await using var held = await db.Hold([$"claim-share:{claim.Id.Value:N}"], ct);
        if ((await Rows(claim, staffs: true, ct)).Count(r => r.State is ShareState.Opens) >= Most)
            return Refusals.SharedEnough(Most);
        var share = ClaimShare.Give(claim, input with { ForWhom = forWhom }, email, actor, clock.GetUtcNow());
        db.Add(share);
        // Who gave it out stands in the link: when their access is closed, so is the link.
        var address = await access.IssueLink(LinkKind.Share, by, claim.PartnerId, share.Id.Subject, share.ExpiresAt, ct);
        await held.Save(ct);
        return address;
    }

    /// <summary>From now on it opens nothing. A second time changes nothing.</summary>
    public async Task<Result> TakeBack(string number, Guid id, CancellationToken ct)
    {
        if (await Claim(number, ct) is not { } claim)
            return Refusals.NotFound;
        if (!ShareRights.May(actor))
            return Refusals.MayNotShare;
        var key = new ClaimShareId(id);
        var theirs = actor.IsStaff;
        var share = await db.Set<ClaimShare>()
            .SingleOrDefaultAsync(s => s.Id == key && s.RegistrationId == claim.Id && (theirs || !s.ByStaff), ct);
        if (share is null)
            return Refusals.NoSuchShare;
        share.TakeBack(clock.GetUtcNow());
        await access.RevokeLinks(share.Id.Subject, ct);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <param name="staffs">Those too that staff gave out.</param>
    private async Task<List<ShareRow>> Rows(Registration claim, bool staffs, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var shares = await db.Set<ClaimShare>()
            .AsNoTracking()
            .Where(s => s.RegistrationId == claim.Id && (staffs || !s.ByStaff))
            .OrderByDescending(s => s.TakenBackAt == null && s.ExpiresAt > now)
            .ThenByDescending(s => s.GivenAt)
            .Take(MostRows)
            .Select(s => new
            {
                Share = s,
                Times = db.Set<ShareOpening>().Count(o => o.ShareId == s.Id),
                Looks = db.Set<ShareOpening>().Where(o => o.ShareId == s.Id).OrderByDescending(o => o.At).Take(MostOpenings).ToList(),
            })
            .ToListAsync(ct);
        var people = await access.People(shares.Select(s => s.Share.GivenBy), ct);
        var linked = await access.LivingLinks(ClaimShareId.SubjectKind, [.. shares.Select(s => s.Share.Id.Value)], ct);
        var may = new Dictionary<PersonId, bool>();
        foreach (var person in shares.Select(s => s.Share.GivenBy).Distinct())
            may[person] = await rights.Holds(person, claim.Id, claim.PartnerId, ct);
        return
        [
            .. shares.Select(s => new ShareRow(
                s.Share.Id.Value,
                s.Share.ForWhom,
                s.Share.Email,
                s.Share.Amounts,
                people.GetValueOrDefault(s.Share.GivenBy)?.Name ?? "somebody who left",
                s.Share.ExpiresAt,
                s.Share.TakenBackAt is not null ? ShareState.TakenBack
                    : s.Share.ExpiresAt <= now ? ShareState.RanOut
                    : linked.Contains(s.Share.Id.Value) && may[s.Share.GivenBy] ? ShareState.Opens
                    : ShareState.Closed,
                s.Times,
                [.. s.Looks.Select(o => (o.At, o.Email))]
            )),
        ];
    }

    // The rows' own filters: of another partner there is none, nor one that a restricted colleague is not on.
    private Task<Registration?> Claim(string number, CancellationToken ct) =>
        db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct);
}

using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

/// <param name="With">For whom: 1 to 120 characters.</param>
/// <param name="Email">Who opens it proves to have it; empty: whoever has the link.</param>
/// <param name="Days">1 to <see cref="ShareDesk.MostDays"/>.</param>
public sealed record ShareInput(string With, string? Email, bool Amounts, int Days);

/// <summary>A share in the list, with who looked.</summary>
/// <param name="Openings">The newest first, at most <see cref="ShareDesk.MostOpenings"/>; <paramref name="Times"/> counts all.</param>
public sealed record ShareRow(
    Guid Id,
    string With,
    string? Email,
    bool Amounts,
    string By,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    int Times,
    IReadOnlyList<(DateTimeOffset At, string? Email)> Openings
)
{
    public bool Lives(DateTimeOffset now) => EndedAt is null && ExpiresAt > now;
}

/// <summary>
/// Shares a registration with an outsider for a while (COL-4): a link that is told once, that runs out, that is taken back at once, and that keeps who looked.
/// Its partner's people who may register do, and staff who may read it; with it goes at most what a viewer of the partner sees.
/// </summary>
public sealed class ShareDesk(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    public const int MostDays = 90;
    public const int MostOpenings = 20;

    /// <summary>Living ones of one registration.</summary>
    public const int Most = 10;

    /// <summary>Null where there is no such registration for this actor.</summary>
    public async Task<IReadOnlyList<ShareRow>?> List(string number, CancellationToken ct)
    {
        if (await Claim(number, ct) is not { } claim)
            return null;
        var shares = await db.Set<ClaimShare>()
            .AsNoTracking()
            .Where(s => s.RegistrationId == claim.Id)
            .OrderByDescending(s => s.At)
            .ToListAsync(ct);
        var openings = (
            await db.Set<ShareOpening>().AsNoTracking().Where(o => o.RegistrationId == claim.Id).OrderByDescending(o => o.At).ToListAsync(ct)
        ).ToLookup(o => o.ShareId);
        var people = await access.People(shares.Select(s => s.By).Distinct(), ct);
        return
        [
            .. shares.Select(s => new ShareRow(
                s.Id.Value,
                s.With,
                s.Email,
                s.Amounts,
                people.GetValueOrDefault(s.By)?.Name ?? "Somebody who left",
                s.At,
                s.ExpiresAt,
                s.EndedAt,
                openings[s.Id].Count(),
                [.. openings[s.Id].Take(MostOpenings).Select(o => (o.At, o.Email))]
            )),
        ];
    }

    /// <summary>The whole address: told this once.</summary>
    public async Task<Result<string>> Make(string number, ShareInput input, CancellationToken ct)
    {
        if (await Claim(number, ct) is not { } claim)
            return Refusals.NotFound;
        if (!May || actor.Person is not { } by)
            return Refusals.MayNotShare;
        var (with, typed) = (TypedText.Line(input.With), (input.Email ?? "").Trim());
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (with.Length is 0 or > ClaimShare.LongestName)
            wrong["with"] = "Say for whom it is, in up to 120 characters.";
        var email = AccessApi.Address(typed);
        if (typed.Length > 0 && email is null)
            wrong["email"] = "That is not a mail address.";
        if (input.Days is < 1 or > MostDays)
            wrong["days"] = $"Between 1 and {MostDays} days.";
        if (wrong.Count > 0)
            return Problem.Invalid("share.invalid", "Some fields need a second look.", wrong);
        var now = clock.GetUtcNow();
        await using var held = await db.Hold([$"claim-share:{claim.Id.Value:N}"], ct);
        if (await db.Set<ClaimShare>().CountAsync(s => s.RegistrationId == claim.Id && s.EndedAt == null && s.ExpiresAt > now, ct) >= Most)
            return Problem.Conflict("share.most", $"It is shared with {Most} already. Take one back first.");
        var share = ClaimShare.Make(claim, input with { With = with }, email, by, now);
        db.Add(share);
        // Who gave it out stands in the link: when they lose access, it opens nothing any more.
        var address = await access.IssueLink(LinkKind.Share, by, claim.PartnerId, share.Id.Subject, share.ExpiresAt, ct);
        await held.Save(ct);
        return address;
    }

    /// <summary>From now on it opens nothing.</summary>
    public async Task<Result> End(string number, Guid id, CancellationToken ct)
    {
        if (await Claim(number, ct) is not { } claim)
            return Refusals.NotFound;
        if (!May)
            return Refusals.MayNotShare;
        var key = new ClaimShareId(id);
        if (await db.Set<ClaimShare>().SingleOrDefaultAsync(s => s.Id == key && s.RegistrationId == claim.Id, ct) is not { } share)
            return Problem.NotFound("share.unknown", "There is no such link.");
        share.End(clock.GetUtcNow());
        await access.RevokeLinks(share.Id.Subject, ct);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private bool May =>
        actor.Kind is ActorKind.Staff ? actor.May(Permissions.ReadRegistrations) : PartnerRights.May(actor, PartnerRights.Register);

    // The rows' own filters: of another partner there is none.
    private Task<Registration?> Claim(string number, CancellationToken ct) =>
        actor.Channel is Channel.Link
            ? Task.FromResult<Registration?>(null)
            : db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct);
}

using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <param name="Role">A <see cref="DealRole"/> by its name.</param>
/// <param name="Share">Per cent as typed, <c>33.5</c>.</param>
public sealed record ShareInput(string? Role, string? Share)
{
    internal Result<RoleShare> Read()
    {
        if (!Enum.TryParse<DealRole>(Role, out var role) || !Enum.IsDefined(role))
            return Refusals.NoRole;
        return Shares.Read(Share) is { } points ? new RoleShare(role, points) : Refusals.NotAShare;
    }

    internal static Result<IReadOnlyDictionary<PartnerId, RoleShare>> Read(IReadOnlyDictionary<PartnerId, ShareInput> input)
    {
        var given = new Dictionary<PartnerId, RoleShare>();
        foreach (var (partner, typed) in input)
        {
            var read = typed.Read();
            if (!read.Ok)
                return read.Problem;
            given[partner] = read.Value;
        }
        return Shares.Fault(given.Values) is { } fault ? fault : given;
    }
}

/// <summary>The manager settles roles and shares of an opportunity; together at most the whole. Of two who settle at once, the last one's stand.</summary>
public sealed class SettleShares
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly CreditBook book;

    internal SettleShares(EntenteDb db, Actor actor, TimeProvider clock, CreditBook book) =>
        (this.db, this.actor, this.clock, this.book) = (db, actor, clock, book);

    public async Task<Result> Run(OpportunityId opportunity, IReadOnlyDictionary<PartnerId, ShareInput> input, CancellationToken ct)
    {
        if (Refusals.MayNotSettle(actor) is { } forbidden)
            return forbidden;
        var given = ShareInput.Read(input);
        if (!given.Ok)
            return given.Problem;
        await using var held = await db.Hold([ShareDesk.Lock(opportunity)], ct);
        if (await book.One(opportunity, tracked: true, ct) is not { } credit)
            return Refusals.NoDeal;
        if (credit.Deal.State is not OpportunityState.Open || credit.Sheet.LockedAt is not null)
            return Refusals.SharesLocked;
        if (given.Value.Keys.Any(p => !credit.Sheet.Shares.Exists(s => s.PartnerId == p)))
            return Refusals.Stranger;
        var now = clock.GetUtcNow();
        credit.Sheet.Settle(given.Value, actor.Person, now);
        await ShareDesk.Overtake(db, opportunity, "All shares were settled at once.", actor.Person, now, ct);
        await held.Save(ct);
        return Result.Done;
    }
}

/// <summary>What the acts on shares have in common.</summary>
internal static class ShareDesk
{
    public static string Lock(OpportunityId id) => $"shares:{id.Value:N}";

    public static async Task Overtake(EntenteDb db, OpportunityId deal, string why, PersonId? by, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var offer in await db.Set<ShareOffer>().Where(o => o.OpportunityId == deal && o.Outcome == OfferEnd.Open).ToListAsync(ct))
            offer.Close(OfferEnd.Overtaken, why, by, now);
    }
}

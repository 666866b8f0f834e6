using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Share;

/// <param name="Role">A <see cref="DealRole"/> by its name.</param>
/// <param name="Share">Per cent as typed, <c>33.5</c>.</param>
public sealed record ShareInput(string? Role, string? Share);

/// <summary>The manager settles roles and shares of an opportunity; together at most the whole. Of two who settle at once, the last one's stand.</summary>
public sealed class SettleShares
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ShareBook book;

    internal SettleShares(EntenteDb db, Actor actor, TimeProvider clock, ShareBook book) =>
        (this.db, this.actor, this.clock, this.book) = (db, actor, clock, book);

    public async Task<Result> Run(OpportunityId opportunity, IReadOnlyDictionary<PartnerId, ShareInput> input, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var given = new Dictionary<PartnerId, RoleShare>();
        foreach (var (partner, typed) in input)
        {
            var read = Read(typed);
            if (!read.Ok)
                return read.Problem;
            given[partner] = read.Value;
        }
        if (Shares.Fault(given.Values) is { } fault)
            return fault;
        await using var held = await db.Hold([$"shares:{opportunity.Value:N}"], ct);
        if (await book.Open(opportunity.Value, ct) is not { } shares)
            return Problem.NotFound("share.no_deal", "There is no opportunity with a partner here.");
        if (shares.LockedAt is not null)
            return Refusals.SharesLocked;
        if (given.Keys.FirstOrDefault(p => !shares.Shares.Exists(s => s.PartnerId == p)) is { } stranger && stranger != default)
            return Problem.Invalid("share.stranger", "shares", "One of these partners has no part in the opportunity.");
        shares.Settle(given, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    internal static Result<RoleShare> Read(ShareInput typed)
    {
        if (!Enum.TryParse<DealRole>(typed.Role, out var role) || !Enum.IsDefined(role))
            return Refusals.NoRole;
        return Shares.Read(typed.Share) is { } points ? new RoleShare(role, points) : Refusals.NotAShare;
    }
}

/// <summary>A partner says which role and share it would like in its own deal. Nothing changes until the manager settles it.</summary>
public sealed class ProposeShare
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PipelineApi pipeline;

    internal ProposeShare(EntenteDb db, Actor actor, TimeProvider clock, PipelineApi pipeline) =>
        (this.db, this.actor, this.clock, this.pipeline) = (db, actor, clock, pipeline);

    public async Task<Result> Run(OpportunityId opportunity, ShareInput input, string? words, CancellationToken ct)
    {
        if (Refusals.NotPartner(actor) is { } forbidden)
            return forbidden;
        var read = SettleShares.Read(input);
        if (!read.Ok)
            return read.Problem;
        if (Shares.Fault([read.Value]) is { } fault)
            return fault;
        var text = Typed.Lines(words);
        if (text.Length > Letters.LongestWords)
            return Refusals.LetterTooLong("words");
        if (actor.Partner is not { } partner)
            return Refusals.NoShare;
        var part = await pipeline.Get(opportunity, ct);
        if (part is { State: not OpportunityState.Open })
            return Refusals.SharesLocked;
        await using var held = await db.Hold([$"shares:{opportunity.Value:N}"], ct);
        var sheet = await db.Set<Model.DealShares>().SingleOrDefaultAsync(d => d.Opportunity == opportunity.Value, ct);
        // The partner filter holds: of the others' slices nothing is loaded, so none can be touched.
        var own = await db.Set<Model.PartnerShare>().SingleOrDefaultAsync(s => s.Opportunity == opportunity.Value, ct);
        if (part is null && own is null)
            return Refusals.NoShare;
        if (sheet?.LockedAt is not null)
            return Refusals.SharesLocked;
        if (sheet is null)
            db.Add(Model.DealShares.Equal(opportunity.Value, []));
        if (own is null)
            db.Add(own = Model.PartnerShare.Of(opportunity.Value, partner, new(part!.Partners[0].Role, 0)));
        own.Ask(read.Value, text.Length == 0 ? null : text, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }
}

/// <summary>The opportunity is closed: its shares stand as they are.</summary>
internal sealed class LockShares(EntenteDb db, TimeProvider clock) : IHandle<DealWon>, IHandle<DealLost>
{
    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => Lock(what.Opportunity, ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => Lock(what.Opportunity, ct);

    private async Task Lock(OpportunityId opportunity, CancellationToken ct)
    {
        var shares = await db.Set<Model.DealShares>().SingleOrDefaultAsync(d => d.Opportunity == opportunity.Value, ct);
        shares?.Lock(clock.GetUtcNow());
    }
}

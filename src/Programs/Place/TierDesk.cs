using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Place;

/// <summary>One partner's tier, taken so that nobody else measures or places it meanwhile.</summary>
internal sealed class TierDesk(EntenteDb db, PartnersApi partners, PlanShelf shelf, ScoreBook book, Workspaces workspaces)
{
    /// <summary>Null: there is no such partner for the actor.</summary>
    public async Task<Taken?> Take(PartnerId partner, CancellationToken ct)
    {
        var held = await db.Hold(["tier:" + partner], ct);
        if (await partners.Get(partner, ct) is not { } card)
        {
            await held.DisposeAsync();
            return null;
        }
        var rows = await TierRows.Load(db, [partner], ct);
        return new(held, card, await shelf.Of(card.Type, ct), rows, await workspaces.Get(db.Workspace, ct));
    }

    /// <summary>How it stands today; null without a plan.</summary>
    public async Task<Scored?> Score(Taken taken, DateTimeOffset now, CancellationToken ct)
    {
        if (taken.Plan is not { Plan: var plan })
            return null;
        var day = taken.Workspace.DayOf(now);
        var records = await book.Read([taken.Partner], [plan], day, taken.Workspace.Zone, ct);
        return book.Score(plan, records[taken.Partner.Id], day, taken.Rows.Waived(taken.Partner.Id, day));
    }

    public sealed record Taken(Held Held, PartnerCard Partner, PublishedPlan? Plan, TierRows Rows, WorkspaceCard Workspace)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Held.DisposeAsync();
    }
}

using Entente.Access;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>One question, for its page.</summary>
public sealed class DirectDealDesk
{
    private readonly DirectDealQuery query;

    internal DirectDealDesk(DirectDealQuery query) => this.query = query;

    /// <summary>Null when nobody was asked about this deal.</summary>
    public async Task<DirectDealCard?> Load(OpportunityId deal, CancellationToken ct)
    {
        var id = deal.Value;
        return (await query.Load(q => q.OpportunityId == id, ct)).SingleOrDefault();
    }
}

/// <summary>A card of Today: direct deals whose reason the reader may give, their own deals above all.</summary>
internal sealed class DirectDealsToday(EntenteDb db, DirectDealQuery query, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 6;
    private const int Most = 100;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var oldest = await db.Set<DirectDealQuestion>()
            .Where(q => q.State == DirectDealState.Open)
            .OrderBy(q => q.DueAt)
            .Take(Most)
            .Select(q => q.Id)
            .ToListAsync(ct);
        if (oldest.Count == 0)
            return null;
        var mine = (await query.Load(q => oldest.Contains(q.Id), ct))
            .Where(c => c.MayAnswer)
            .OrderByDescending(c => c.OwnerPerson == actor.Person)
            .ThenBy(c => c.DueAt)
            .ToList();
        if (mine.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations/direct";
        return new(
            "direct-deals",
            "Direct on a protected account",
            TodayPlace.Card,
            mine.Count,
            [
                .. mine.Take(Shown)
                    .Select(c => new TodayRow(c.DealName, $"{root}/{c.Deal.Value:N}")
                    {
                        Sub = $"{c.Company}, {c.ClaimNumber} of {c.PartnerName}",
                        Severity = c.DueAt <= now ? Tone.Bad : Tone.Neutral,
                        Clock = c is { DueAt: { } due, AskedAt: { } asked } ? new(due, asked) : null,
                        Badge = new("Say why", c.DueAt <= now ? Tone.Bad : Tone.Warn, "shield"),
                        Action = "Say why",
                    }),
            ]
        );
    }
}

/// <summary>Beside a registration, for staff alone: direct deals that were opened under its protection.</summary>
internal sealed class BesideDirectDeals(DirectDealGuard guard) : IClaimBeside
{
    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct)
    {
        var cards = await guard.About([claim], ct);
        if (cards.Count == 0)
            return null;
        return content =>
        {
            content.OpenComponent<DirectDealsBeside>(0);
            content.AddComponentParameter(1, nameof(DirectDealsBeside.Cards), cards);
            content.AddComponentParameter(2, nameof(DirectDealsBeside.Root), $"/w/{slug}");
            content.CloseComponent();
        };
    }

    // The reason and who gave it are the vendor's own.
    public ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) =>
        ValueTask.FromResult<RenderFragment?>(null);
}

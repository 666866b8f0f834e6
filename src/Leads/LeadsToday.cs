using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads;

/// <summary>On Today: leads that nobody took and nobody of us works on yet, and those whose partner fell silent.</summary>
internal sealed class LeadsToday(EntenteDb db, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageLeads))
            return null;
        var waiting = db.Set<Lead>()
            .AsNoTracking()
            .Where(l =>
                (l.State == LeadState.InHouse && l.Progress == LeadProgress.None)
                || (l.State == LeadState.Held && l.Registration == null && l.Nudges >= Lead.MostNudges)
            );
        var rows = await waiting.OrderBy(l => l.Since).Take(Most).ToListAsync(ct);
        if (rows.Count == 0)
            return null;
        var total = await waiting.Total(rows.Count, 1, Most, ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "leads",
            "Leads that wait for you",
            TodayPlace.Card,
            total,
            [
                .. rows.Select(l => new TodayRow($"{l.Number} · {l.Company}", $"/w/{slug}/leads/{l.Number}")
                {
                    Sub = l.State is LeadState.InHouse ? l.Why : "Its partner has said nothing for long",
                    Value = l.Amount is { } amount ? Format.Money(amount) : null,
                    Badge = l.State is LeadState.InHouse ? new("In-house", Tone.Warn) : new("Silent", Tone.Warn),
                    Action = "Open",
                }),
            ]
        )
        {
            AllHref = $"/w/{slug}/leads?state=inhouse",
            What = "Lead",
        };
    }
}

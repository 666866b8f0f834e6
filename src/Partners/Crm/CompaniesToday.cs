using Entente.Access;
using Entente.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>On Today: partners whose company in the CRM was merged into another partner's. The card goes once somebody has said which is theirs.</summary>
internal sealed class CompaniesToday(EntenteDb db, CrmApi crm, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePartners))
            return null;
        var lost = await db.Set<Partner>().AsNoTracking().Where(p => p.ContestedCompany != null).OrderBy(p => p.Name).ToListAsync(ct);
        if (lost.Count == 0)
            return null;
        var shown = lost.Take(Most).ToList();
        var survivors = shown.Select(p => p.ContestedCompany!.Value).ToHashSet();
        var names = (await crm.Accounts(survivors, ct)).ToDictionary(a => a.Id, a => a.Name);
        // Behind the scope: whose company it is, is told to those alone who see that partner.
        var holders = await db.Set<Partner>()
            .Where(p => p.Account != null && survivors.Contains(p.Account.Value))
            .ToDictionaryAsync(p => p.Account!.Value, p => p.Name, ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "partner-companies",
            "Partners that lost their company in the CRM",
            TodayPlace.Card,
            lost.Count,
            [
                .. shown.Select(p => new TodayRow(p.Name, PartnerLooks.PartnerHref(slug, p.Id) + "/edit")
                {
                    Sub = Why(names.GetValueOrDefault(p.ContestedCompany!.Value), holders.GetValueOrDefault(p.ContestedCompany!.Value)),
                    Badge = new("Merged", Tone.Warn),
                    Action = "Choose its company",
                }),
            ]
        )
        {
            What = "Partner",
        };
    }

    /// <summary>What became of it, in one sentence.</summary>
    public static string Why(string? survivor, string? holder) =>
        $"Its company was merged into {survivor ?? "another one"}, which is the company of {holder ?? "another partner"}.";
}

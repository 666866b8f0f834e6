using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>On Today: partners whose company got another owner in the CRM, where a person says what follows. The row goes once their form was saved.</summary>
internal sealed class OwnersToday(EntenteDb db, AccessApi access, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePartners))
            return null;
        var asked = await db.Set<Partner>().AsNoTracking().Where(p => p.ProposedManager != null).OrderBy(p => p.Name).ToListAsync(ct);
        if (asked.Count == 0)
            return null;
        var shown = asked.Take(Most).ToList();
        var people = await access.People(shown.SelectMany(p => new[] { p.ProposedManager, p.Manager }).OfType<PersonId>().Distinct(), ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "partner-owners",
            "Partners whose company has another owner in the CRM",
            TodayPlace.Card,
            asked.Count,
            [
                .. shown.Select(p => new TodayRow(p.Name, PartnerLooks.PartnerHref(slug, p.Id) + "/edit")
                {
                    Sub = $"{Why(NameOf(p.ProposedManager))} Its manager here is {NameOf(p.Manager) ?? "nobody"}.",
                    Badge = new("Owner", Tone.Warn),
                    Action = "Choose its manager",
                }),
            ]
        )
        {
            What = "Partner",
        };

        string? NameOf(PersonId? person) => person is { } known ? people.GetValueOrDefault(known)?.Name : null;
    }

    public static string Why(string? owner) => $"In the CRM its company belongs to {owner ?? "somebody else"} now.";
}

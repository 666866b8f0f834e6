using Entente.Access;
using Entente.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>A card of Today for a new workspace: what is left to do until the first claim can come in. Gone once a link is out.</summary>
internal sealed class FirstSteps(EntenteDb db, CrmApi crm, Actor actor, Workspaces workspaces) : ITodayItem
{
    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePartners) || await db.Set<RegistrationLink>().AnyAsync(ct))
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}";
        var steps = new List<TodayRow>();
        if (actor.May(Permissions.ManageCrm) && await crm.Connection(ct) is null)
            steps.Add(Step("1", "Connect your CRM", root + "/settings/crm", "What is approved here is written there"));
        var first = await db.Set<Partner>()
            .OrderBy(p => p.CreatedAt)
            .Select(p => (Platform.Values.PartnerId?)p.PartnerId)
            .FirstOrDefaultAsync(ct);
        if (first is not { } partner)
        {
            steps.Add(Step("2", "Take up your first partner", root + "/partners/new", "A company that sells with you, and its people"));
            if (Import.Imports.Importer(actor) is not null)
                steps.Add(
                    Step("3", "Or bring all you have", root + "/partners/import", "From a spreadsheet, or from the companies in your CRM")
                );
        }
        else
            steps.Add(
                Step(
                    "2",
                    "Hand out a registration link",
                    PartnerLooks.PartnerHref(root[3..], partner) + "#links",
                    "On the partner’s page: add a person, then issue a link"
                )
            );
        return new("first-steps", "First steps", TodayPlace.Card, steps.Count, steps) { Foot = "Then the first claim can come in." };
    }

    // The number keeps the order: rows without a clock are sorted by their words.
    private static TodayRow Step(string number, string what, string href, string why) =>
        new($"{number}. {what}", href) { Sub = why, Badge = new("To do", Tone.Info) };
}

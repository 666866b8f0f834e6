using System.Globalization;
using Entente.Leads.Model;
using Entente.Leads.Route;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Take;

/// <summary>Staff take a lead in; it goes on its way in the same commit.</summary>
public sealed class TakeLead(EntenteDb db, Actor actor, TimeProvider clock, Numbers numbers, Workspaces workspaces)
{
    /// <returns>Its number: <c>VL-104</c>. Sent twice, the first one's.</returns>
    public async Task<Result<string>> Run(LeadInput input, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var lead = NewLead.Read(input, (await workspaces.Get(db.Workspace, ct)).Currency, wrong);
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var number = "VL-" + (await numbers.Next("vendor_lead", 101, ct)).ToString(CultureInfo.InvariantCulture);
        await using var held = await db.Hold([$"vendor-lead-taken:{lead.SubmissionId ?? number}"], ct);
        if (
            lead.SubmissionId is { } sent
            && await db.Set<Lead>()
                .IgnoreQueryFilters([Fences.Scope])
                .Where(l => l.SubmissionId == sent)
                .Select(l => l.Number)
                .SingleOrDefaultAsync(ct)
                is { } first
        )
            return first;
        var taken = Lead.Take(lead, number, actor.Person, clock.GetUtcNow());
        db.Add(taken);
        db.Enqueue(new RouteLead(taken.Id));
        await held.Save(ct);
        return number;
    }
}

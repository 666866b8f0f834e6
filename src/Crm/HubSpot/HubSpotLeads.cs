using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Rules;

namespace Entente.Crm.HubSpot;

/// <summary>What the stages of the lead pipelines are called, and which of them end a lead: HubSpot keeps that on the stage, not on the lead.</summary>
internal sealed class HubSpotLeads(CrmHttp http, HubSpotPaths paths, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private (DateTimeOffset At, IReadOnlyDictionary<string, LeadStage> Stages)? known;

    /// <summary>The same records; leads with where they stand and whether they are open.</summary>
    public async Task<IReadOnlyList<CrmRecord>> Told(IReadOnlyList<CrmRecord> records, CancellationToken ct)
    {
        if (!records.Any(r => r is { Kind: CrmObject.Lead, Deleted: false }))
            return records;
        var stages = await Stages(ct);
        return [.. records.Select(r => Told(r, r[CrmFields.Stage] is { } id ? stages?.GetValueOrDefault(id) : null))];
    }

    // Where HubSpot does not say, the stage's own name must do.
    private static CrmRecord Told(CrmRecord lead, LeadStage? stage) =>
        lead with
        {
            Fields = new Dictionary<string, string?>(lead.Fields)
            {
                [CrmFields.Status] = stage?.Label ?? lead[CrmFields.Stage],
                [CrmFields.Open] = stage?.Ends ?? LeadRules.Ended(lead[CrmFields.Stage]) ? "false" : "true",
            },
        };

    private async Task<IReadOnlyDictionary<string, LeadStage>?> Stages(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (known is { } kept && now - kept.At < Kept)
            return kept.Stages;
        var reply = await http.Send(new(HttpMethod.Get, paths.LeadPipelines, CrmLane.Poll), ct);
        if (!reply.Ok)
            return null;
        var stages = reply
            .Value.Body.Items("results")
            .SelectMany(p => p.Items("stages"))
            .DistinctBy(s => s.Text("id"))
            .ToDictionary(
                s => s.Text("id") ?? "",
                s => new LeadStage(s.Text("label") ?? "", LeadRules.EndedBy(s.At("metadata").Text("leadState")))
            );
        known = (now, stages);
        return stages;
    }

    private sealed record LeadStage(string Label, bool Ends);
}

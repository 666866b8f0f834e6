using Entente.Access;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Scores;

/// <summary>Open deals of partners that need a word: past their close date, without a next step, to close soon; each for the first of these alone.</summary>
internal sealed class DealAgenda(EntenteDb db, Workspaces workspaces) : IAgendaPoints
{
    /// <summary>Within so many days a deal closes soon.</summary>
    private const int Soon = 30;

    private const string State = "opportunity.state";
    private const string CloseDate = "opportunity.close_date";

    public async Task<IReadOnlyList<AgendaPoint>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var deals = await (
            from deal in db.Set<Opportunity>().AsNoTracking().Where(o => !o.Deleted && o.State == OpportunityState.Open)
            join part in db.Set<OpportunityPartner>().Where(p => wanted.Contains(p.PartnerId))
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            select new
            {
                deal.Id,
                deal.Name,
                deal.CloseDate,
                deal.NextStep,
                Stage = deal.StageOutward ?? deal.StageLabel,
                part.PartnerId,
                Beyond = db.Set<DealParts>().Any(p => p.Deal == deal.Id && p.Concerns != part.PartnerId),
            }
        ).ToListAsync(ct);
        var points = new List<AgendaPoint>();
        foreach (var deal in deals)
        {
            var (topic, words, needs) = deal switch
            {
                { CloseDate: { } past } when past < today => (
                    AgendaTopic.PastClose,
                    $"Its close date was {Format.DateInFull(past)}",
                    [State, CloseDate]
                ),
                { NextStep: var step } when string.IsNullOrWhiteSpace(step) => (
                    AgendaTopic.NoNextStep,
                    "Nobody has said what comes next",
                    [State, "opportunity.next_step"]
                ),
                { CloseDate: { } soon } when soon <= today.AddDays(Soon) => (
                    AgendaTopic.Closing,
                    $"It is to close on {Format.DateInFull(soon)}",
                    [State, CloseDate]
                ),
                _ => ((AgendaTopic?)null, "", (string[])[]),
            };
            if (topic is { } why)
                points.Add(
                    new(deal.PartnerId, why, new(PipelineApi.SubjectKind, deal.Id.Value), deal.Name, words, Permissions.ReadPipeline)
                    {
                        // That it has no next step is told in the order of names: its close date may be hidden.
                        Day = why is AgendaTopic.NoNextStep ? null : deal.CloseDate,
                        Beyond = deal.Beyond,
                        Needs = needs,
                        NameNeeds = "opportunity.name",
                        Otherwise = "A deal of yours",
                        Stage = deal.Stage,
                        Path = $"pipeline/{deal.Id.Value:D}",
                    }
                );
        }
        return points;
    }
}

using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Work;

/// <summary>
/// Moves a deal on to the next stage of its motion, when its exit criteria are met. Where a stage of the CRM means it, the CRM is asked, and the deal
/// moves when its record comes back; else it moves here.
/// </summary>
public sealed class AdvanceDeal(EntenteDb db, Actor actor, CrmApi crm, PipelineApi pipeline, Standings standings)
{
    /// <param name="from">The stage on the page that was looked at, from 1.</param>
    public async Task<Result<NextStage>> Run(OpportunityId id, int from, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return Refusals.NotFound;
        if (deal.State is OpportunityState.Lost)
            return Refusals.Lost;
        if (await standings.Of(deal, ct) is not { Standing: { } standing })
            return Refusals.NoMotion;
        if (standing.Stage != from)
            return Refusals.Moved(standing.In.Name);
        var next = NextStage.Of(standing, deal.State);
        switch (next)
        {
            case NextStage.Blocked blocked:
                return Refusals.Blocked(blocked.Name, blocked.By.Select(b => b.Of.Words));
            case NextStage.WonInCrm won:
                return Refusals.WonInCrm(won.Name);
            case NextStage.Last:
                return Refusals.LastStage;
            case NextStage.ByHand hand:
                (await DealDesk.Work(db, id, ct)).MoveTo(hand.To);
                break;
            case NextStage.InCrm to:
                if (await AskCrm(deal, to.To, ct) is { } cannot)
                    return cannot;
                break;
            default:
                throw new InvalidOperationException(next.ToString());
        }
        await held.Save(ct);
        return next;
    }

    private async Task<Problem?> AskCrm(OpportunityCard deal, EntenteStage to, CancellationToken ct)
    {
        if (deal.Stage.Id.Length == 0)
            return Refusals.NotInCrm;
        var stages = await crm.Stages(deal.Connection, ct);
        var pipelineOf = stages.Find(s => s.Id == deal.Stage.Id)?.Pipeline;
        if (stages.Where(s => s.Pipeline == pipelineOf && s.Means == to).MinBy(s => s.Position) is not { } stage)
            return Refusals.NoStage(to.Words());
        crm.Stage(deal.Connection, DealDesk.Fields(deal, (CrmFields.Pipeline, stage.Pipeline), (CrmFields.Stage, stage.Id)));
        return null;
    }
}

/// <summary>What the acts on a deal share.</summary>
internal static class DealDesk
{
    public static string Lock(OpportunityId id) => $"deal-work:{id.Value:N}";

    /// <summary>Tracked; begun when nobody has worked on the deal here yet.</summary>
    public static async Task<DealWork> Work(EntenteDb db, OpportunityId id, CancellationToken ct)
    {
        if (await db.Set<DealWork>().SingleOrDefaultAsync(w => w.OpportunityId == id, ct) is { } known)
            return known;
        var work = DealWork.On(id);
        db.Add(work);
        return work;
    }

    /// <summary>Some fields of a deal that the CRM has.</summary>
    public static CrmWriteBack Fields(OpportunityCard deal, params (string Key, string? Value)[] fields) =>
        new(new(PipelineApi.SubjectKind, deal.Id.Value), [Step(deal, fields)]) { Quiet = true };

    /// <summary>Some of Entente's own fields of a deal that the CRM has.</summary>
    public static CrmWriteBack Own(OpportunityCard deal, params (string Key, string? Value)[] fields) =>
        new(new(PipelineApi.SubjectKind, deal.Id.Value), [Step(deal, fields) with { ByPerson = false }]) { Quiet = true };

    private static CrmWriteStep Step(OpportunityCard deal, (string Key, string? Value)[] fields) =>
        new(CrmObject.Deal, Key(deal.Id), deal.CrmId, fields.ToDictionary(f => f.Key, f => f.Value), []) { ByPerson = true };

    /// <summary>A note beside a deal, once.</summary>
    /// <param name="key">What makes it this note; short.</param>
    public static CrmWriteBack Note(OpportunityCard deal, string key, string subject, string words, DateTimeOffset at) =>
        new(
            new(PipelineApi.SubjectKind, deal.Id.Value),
            [
                new(
                    CrmObject.Note,
                    key,
                    null,
                    new Dictionary<string, string?>
                    {
                        [CrmFields.Subject] = subject,
                        [CrmFields.Body] = words,
                        [CrmFields.At] = Canonical.Instant(at),
                    },
                    [new(CrmObject.Deal, CrmId: deal.CrmId)]
                ),
            ]
        )
        {
            Quiet = true,
        };

    private static string Key(OpportunityId id) => $"opportunity-{id.Value:N}";
}

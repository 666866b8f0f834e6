using Entente.Access;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>Follows one question: asks the deal's owner, tells the partner's manager when the answer is late, ends when it is needed no more.</summary>
[JobName("registrations.watch_direct_deal")]
internal sealed record WatchDirectDeal(Guid Question);

internal sealed class RunWatchDirectDeal(EntenteDb db, PipelineApi pipeline, AccessApi access, StaffMails mails, TimeProvider clock)
    : IJob<WatchDirectDeal>
{
    public async Task<JobOutcome> Run(WatchDirectDeal payload, CancellationToken ct)
    {
        var id = new DirectDealQuestionId(payload.Question);
        var deal = await db.Set<DirectDealQuestion>().Where(q => q.Id == id).Select(q => q.OpportunityId).SingleAsync(ct);
        await using var held = await db.Hold([$"direct-deal:{deal:N}"], ct);
        var question = await db.Set<DirectDealQuestion>().SingleAsync(q => q.Id == id, ct);
        var now = clock.GetUtcNow();
        if (question.State is not DirectDealState.Open)
            return JobOutcome.Done;
        var card = await pipeline.Get(new(question.OpportunityId), ct);
        if (!DirectDealQuery.StillDirect(card))
        {
            question.Lapse(now);
            await held.Save(ct);
            return JobOutcome.Done;
        }
        var due = now >= question.DueAt ? DirectDealMark.Late : DirectDealMark.Asked;
        if (due > question.Told)
        {
            var claim = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == question.RegistrationId, ct);
            var owner = (await access.Staff(ct)).Where(m => m.Person.Id == card!.Owner?.Person).ToList();
            await mails.DirectDeal(claim, question, card!, owner, due is DirectDealMark.Late, ct);
            question.Tell(due);
        }
        await held.Save(ct);
        return due is DirectDealMark.Asked ? JobOutcome.At(question.DueAt)
            : now < question.AskedAt.AddDays(DirectDeals.WatchDays) ? JobOutcome.At(now.AddDays(1))
            : JobOutcome.Done;
    }
}

using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>The reason as a form sends it.</summary>
public sealed record DirectDealInput(OpportunityId Deal, string? Reason, string? Words);

/// <summary>
/// A rep says why a deal goes direct although the account is protected (REG-13). Once: the first answer stands. The panel may come before the
/// watch has asked; then this asks and answers in one.
/// </summary>
public sealed class AnswerDirectDeal
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PipelineApi pipeline;
    private readonly ClaimContests contests;
    private readonly DirectDealGuard guard;
    private readonly DirectDealQuery query;

    internal AnswerDirectDeal(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        PipelineApi pipeline,
        ClaimContests contests,
        DirectDealGuard guard,
        DirectDealQuery query
    ) =>
        (this.db, this.actor, this.clock, this.pipeline, this.contests, this.guard, this.query) = (
            db,
            actor,
            clock,
            pipeline,
            contests,
            guard,
            query
        );

    public async Task<Result> Run(DirectDealInput input, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.Staff || await pipeline.Get(input.Deal, ct) is not { } deal)
            return Refusals.NoDirectDeal;
        if (!query.May(deal))
            return Refusals.NotTheirDirectDeal;
        if (DirectDeals.Read(input.Reason) is not { } reason)
            return Refusals.NoDirectReason;
        var words = input.Words?.Trim().ReplaceLineEndings("\n");
        if (words is { Length: > DirectDeals.LongestWords } || (string.IsNullOrEmpty(words) && DirectDeals.NeedsWords(reason)))
            return Refusals.NoDirectWords;
        await using var held = await db.Hold([$"direct-deal:{input.Deal.Value:N}"], ct);
        var now = clock.GetUtcNow();
        var question = await db.Set<DirectDealQuestion>().SingleOrDefaultAsync(q => q.OpportunityId == input.Deal.Value, ct);
        if (question is null)
        {
            if (await guard.Judge(deal, ct) is not { } holder)
                return Refusals.NoDirectDeal;
            question = guard.Stage(deal, holder, await contests.Terms(ct), now);
        }
        if (question.State is DirectDealState.Answered)
            return Refusals.DirectDealAnswered;
        if (question.State is DirectDealState.Lapsed || !DirectDealQuery.StillDirect(deal))
            return Refusals.DirectDealOver;
        question.Answer(reason, string.IsNullOrEmpty(words) ? null : words, actor.Person, now);
        await held.Save(ct);
        return Result.Done;
    }
}

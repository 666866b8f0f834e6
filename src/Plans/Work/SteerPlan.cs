using Entente.Plans.Model;
using Entente.Plans.Remind;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>Staff share a plan with its partner, and end it.</summary>
public sealed class SteerPlan
{
    private const int LongestWhy = 300;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PlanMails mails;

    internal SteerPlan(EntenteDb db, Actor actor, TimeProvider clock, PlanMails mails) =>
        (this.db, this.actor, this.clock, this.mails) = (db, actor, clock, mails);

    public Task<Result> Share(string number, CancellationToken ct) =>
        Run(
            number,
            async plan =>
            {
                if (plan.State is not PlanState.Draft)
                    return Refusals.NotDraft;
                if (!plan.Items.Any(i => i.State is ItemState.Open or ItemState.Done))
                    return Refusals.Empty;
                plan.Share(clock.GetUtcNow());
                await mails.Shared(plan, ct);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Finish(string number, CancellationToken ct) =>
        Run(
            number,
            plan =>
            {
                if (plan.State is PlanState.Draft)
                    return Task.FromResult<Result>(Refusals.StillDraft);
                plan.Finish(clock.GetUtcNow());
                return Over(plan, ct);
            },
            ct
        );

    /// <param name="why">For a shared plan its partner reads it.</param>
    public Task<Result> Drop(string number, string? why, CancellationToken ct)
    {
        var words = TypedText.Line(why);
        return Run(
            number,
            plan =>
            {
                if (words.Length is 0 or > LongestWhy)
                    return Task.FromResult<Result>(Refusals.NoWhy);
                plan.Drop(words, clock.GetUtcNow());
                return Over(plan, ct);
            },
            ct
        );
    }

    // Nobody is reminded any more, also of what waited for the end of their quiet hours.
    private async Task<Result> Over(ActionPlan plan, CancellationToken ct)
    {
        foreach (var item in plan.Items.Where(i => i.State is ItemState.Open))
            await mails.Over(item, ct);
        await mails.Over(plan, ct);
        return Result.Done;
    }

    private async Task<Result> Run(string number, Func<ActionPlan, Task<Result>> act, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await PlanDesk.Take(db, number, ct);
        if (desk is not { Plan: { } plan })
            return Refusals.None;
        if (!plan.State.IsLive())
            return Refusals.Ended;
        var done = await act(plan);
        if (done.Ok)
            await desk.Save(ct);
        return done;
    }
}

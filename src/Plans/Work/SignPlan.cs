using Entente.Access;
using Entente.Plans.Model;
using Entente.Plans.Remind;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>
/// Targets: staff write them, each side signs for itself, and a change takes both signatures away. With all of them signed the partner agrees to the plan.
/// </summary>
public sealed class SignPlan
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PlanMails mails;

    internal SignPlan(EntenteDb db, Actor actor, TimeProvider clock, PlanMails mails) =>
        (this.db, this.actor, this.clock, this.mails) = (db, actor, clock, mails);

    public Task<Result> Add(string number, PlanForm form, CancellationToken ct) =>
        Run(
            number,
            Refusals.MayNot(actor),
            plan =>
            {
                if (plan.Targets.Count >= ShapePlan.Most)
                    return Refusals.TooMany;
                var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
                var (words, amount, unit) = form.ReadTarget(wrong);
                if (wrong.Count > 0)
                    return Refusals.Invalid(wrong);
                db.Add(plan.AddTarget(words, amount, unit, clock.GetUtcNow()));
                return Result.Done;
            },
            ct
        );

    public Task<Result> Change(string number, Guid? id, int seen, PlanForm form, CancellationToken ct) =>
        Target(
            number,
            id,
            seen,
            Refusals.MayNot(actor),
            (plan, target) =>
            {
                var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
                var (words, amount, unit) = form.ReadTarget(wrong);
                if (wrong.Count > 0)
                    return Refusals.Invalid(wrong);
                plan.ChangeTarget(target, words, amount, unit);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Remove(string number, Guid? id, int seen, CancellationToken ct) =>
        Target(
            number,
            id,
            seen,
            Refusals.MayNot(actor),
            (plan, target) =>
            {
                plan.RemoveTarget(target);
                db.Remove(target);
                return Result.Done;
            },
            ct
        );

    /// <param name="seen">Its version on the page: nobody signs a number that they did not see.</param>
    public Task<Result> Sign(string number, Guid? id, int seen, CancellationToken ct) =>
        Target(
            number,
            id,
            seen,
            MayNotSign,
            (plan, target) =>
            {
                plan.Sign(
                    target,
                    actor.Kind is ActorKind.Partner ? PlanSide.Partner : PlanSide.Vendor,
                    actor.Person!.Value,
                    clock.GetUtcNow()
                );
                return Result.Done;
            },
            ct
        );

    /// <summary>The partner's yes to the whole plan.</summary>
    /// <param name="seen">The plan's <see cref="ActionPlan.Terms"/> on the page: nobody agrees to what they did not see.</param>
    public Task<Result> Agree(string number, int seen, CancellationToken ct) =>
        Run(
            number,
            actor.Kind is ActorKind.Partner ? MayNotSign : Refusals.PartnerMayNot,
            plan =>
            {
                if (plan.State is not PlanState.Shared)
                    return Refusals.NotShared;
                if (plan.Terms != seen)
                    return Refusals.Stale;
                if (!plan.AllSigned)
                    return Refusals.NotSigned;
                plan.Agree(actor.Person!.Value, clock.GetUtcNow());
                return Result.Done;
            },
            ct
        );

    // A signature is a person's: a link that names nobody signs nothing, nor does a colleague who sees only their own.
    private Problem? MayNotSign =>
        actor.Kind is not ActorKind.Partner ? Refusals.MayNot(actor)
        : PartnerRights.May(actor, PartnerRights.Appeal) && actor is { Person: not null, OwnOnly: false } ? null
        : Refusals.PartnerMayNot;

    private Task<Result> Target(
        string number,
        Guid? id,
        int seen,
        Problem? forbidden,
        Func<ActionPlan, PlanTarget, Result> act,
        CancellationToken ct
    ) =>
        Run(
            number,
            forbidden,
            plan =>
                plan.Targets.FirstOrDefault(t => t.Id.Value == id) is not { } target ? Refusals.NoPart
                : target.Version != seen ? Refusals.Stale
                : act(plan, target),
            ct
        );

    private async Task<Result> Run(string number, Problem? forbidden, Func<ActionPlan, Result> act, CancellationToken ct)
    {
        if (forbidden is not null)
            return forbidden;
        await using var desk = await PlanDesk.Take(db, number, ct);
        if (desk is not { Plan: { } plan })
            return Refusals.None;
        if (!plan.State.IsLive())
            return Refusals.Ended;
        var agreed = plan.State is PlanState.Agreed;
        var done = act(plan);
        if (!done.Ok)
            return done;
        // Whoever said yes hears that another one is asked for.
        if (agreed && plan.State is PlanState.Shared)
            await mails.Again(plan, clock.GetUtcNow(), ct);
        await desk.Save(ct);
        return done;
    }
}

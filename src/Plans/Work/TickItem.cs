using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>
/// Ticks an item, or takes the tick back: staff any, a partner's people those of their own side, a restricted colleague their own. Of two who tick at once
/// one has it; the other is told who.
/// </summary>
public sealed class TickItem(EntenteDb db, Actor actor, TimeProvider clock, AccessApi access, Notices notices)
{
    /// <param name="seen">The item's version on the page.</param>
    public Task<Result> Tick(string number, PlanItemId? id, int seen, string? evidence, CancellationToken ct) =>
        Run(
            number,
            id,
            async (plan, item) =>
            {
                if (item.State is ItemState.Done)
                    return Refusals.Ticked(await Who(item, ct));
                if (item.State is not ItemState.Open)
                    return Refusals.NotOpen;
                if (item.Version != seen)
                    return Refusals.Stale;
                var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
                var shown = PlanText.Evidence(evidence, item.WantsEvidence, "evidence", wrong);
                if (wrong.Count > 0)
                    return Refusals.Invalid(wrong);
                plan.Tick(item, shown, actor.Person, clock.GetUtcNow());
                await notices.Withdraw(item.Id.Subject, ct);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Untick(string number, PlanItemId? id, int seen, CancellationToken ct) =>
        Run(
            number,
            id,
            (plan, item) =>
            {
                if (item.State is not ItemState.Done)
                    return Task.FromResult<Result>(Refusals.NotDone);
                if (item.Version != seen)
                    return Task.FromResult<Result>(Refusals.Stale);
                plan.Untick(item);
                return Task.FromResult(Result.Done);
            },
            ct
        );

    /// <summary>Whether whoever acts ticks an item of this side and owner; asked anew at each act.</summary>
    internal static Problem? MayNot(Actor actor, PlanSide side, PersonId? owner) =>
        actor.Kind is not ActorKind.Partner ? Refusals.MayNot(actor)
        : !PartnerRights.May(actor, PartnerRights.Answer) ? Refusals.PartnerMayNot
        : side is not PlanSide.Partner ? Refusals.NotYours
        : actor.OwnOnly && owner != actor.Person ? Refusals.NoPart
        : null;

    private async Task<Result> Run(string number, PlanItemId? id, Func<ActionPlan, PlanItem, Task<Result>> act, CancellationToken ct)
    {
        if (MayNot(actor, PlanSide.Partner, actor.Person) is { } no)
            return no;
        await using var desk = await PlanDesk.Take(db, number, ct);
        if (desk is not { Plan: { } plan })
            return Refusals.None;
        if (plan.Items.FirstOrDefault(i => i.Id == id) is not { } item)
            return Refusals.NoPart;
        if (MayNot(actor, item.Side, item.OwnerId) is { } mayNot)
            return mayNot;
        if (!plan.State.IsLive())
            return Refusals.Ended;
        var done = await act(plan, item);
        if (done.Ok)
            await desk.Save(ct);
        return done;
    }

    // To a partner the vendor's people are not named here.
    private async Task<string> Who(PlanItem item, CancellationToken ct) =>
        item.DoneBy is { } by
        && (await access.Members([by], ct)).SingleOrDefault() is { } member
        && (actor.Kind is not ActorKind.Partner || member.Side is MemberSide.Partner)
            ? member.Person.Name
            : "Somebody";
}

using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.TakeUp;

/// <summary>Somebody takes a case up: within 24 hours of its opening (CON-4). Of two who do it at once, one does.</summary>
public sealed class TakeUpCase(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests)
{
    public async Task<Result> Run(string number, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await CaseDesk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        if (desk.Case is { Status: CaseStatus.Active } one && one.Owner == actor.Person)
            return Result.Done;
        if (desk.Case.Status is not CaseStatus.Risk)
            return Refusals.NotNow(desk.Case);
        desk.Case.Acknowledge(actor.Person, await contests.Terms(ct), clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

/// <summary>The plan: what is to be done, by whom, by when; within five business days of the opening (CON-4).</summary>
public sealed class PlanCase(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests)
{
    public async Task<Result> Run(string number, string? plan, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var words = TypedText.Lines(plan);
        if (words.Length is 0 or > Refusals.LongestText)
            return Refusals.NoPlan;
        await using var desk = await CaseDesk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        if (desk.Case.Status is CaseStatus.Risk)
            return Refusals.NotTakenUp(desk.Case);
        if (desk.Case.Status is not CaseStatus.Active)
            return Refusals.NotNow(desk.Case);
        desk.Case.MakePlan(words, actor.Person, await contests.Terms(ct), clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

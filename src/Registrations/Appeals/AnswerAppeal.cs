using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Appeals;

/// <param name="Answer">To the partner, with dates and thresholds.</param>
public sealed record AppealAnswer(string Number, AppealOutcome? Outcome, string? Answer);

/// <summary>
/// Answers an appeal: the decision stands, or it falls and the claim is in review again with the date it has. Whoever decided first may not
/// answer. Of two who answer at once, one does.
/// </summary>
public sealed class AnswerAppeal(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result> Run(AppealAnswer input, CancellationToken ct)
    {
        if (Deciding.MayNot(actor) is { } forbidden)
            return forbidden;
        var answer = ClaimReader.Lines(input.Answer);
        if (
            Faults.Of(
                input.Outcome is { } given && Enum.IsDefined(given) ? null : Refusals.NoAppealOutcome,
                answer is null or { Length: > Refusals.LongestNote } ? Refusals.NoAppealAnswer : null
            ) is
            { } wrong
        )
            return wrong;
        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (registration.OpenAppeal is not { } appeal)
            return Refusals.NoOpenAppeal;
        if (appeal.AgainstBy is { } first && first == actor.Person)
            return Refusals.DecidedFirst;
        registration.AnswerAppeal(input.Outcome!.Value, answer!, actor.Person, await world.Terms(ct), clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Evidence;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Answer;

public sealed record AnswerInput(string Number, string? Answer)
{
    /// <summary>Proof that comes with the answer.</summary>
    public IReadOnlyList<Upload> Files { get; init; } = [];
}

/// <summary>The partner answers the open question; the clock goes on where it stood. The same answer sent twice is kept once.</summary>
public sealed class AnswerQuestion(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, AttachFiles attach)
{
    public async Task<Result> Run(AnswerInput input, CancellationToken ct)
    {
        if (Partnering.MayNot(actor) is { } forbidden)
            return forbidden;
        if (ClaimReader.Lines(input.Answer) is not { Length: <= ClaimReader.LongestText } answer)
            return Refusals.NoAnswer;
        if (AttachFiles.WhyNot(input.Files) is { } unfit)
            return unfit;

        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (registration.Questions.MaxBy(q => q.AskedAt) is { } last && last.Reply == answer && last.AnsweredBy == actor.Person)
            return Result.Done;
        if (registration.State is not RegistrationState.NeedsInfo)
            return Refusals.NotNow(registration, clock.GetUtcNow());
        registration.Answer(answer, actor.Person, await world.Terms(ct), clock.GetUtcNow());
        if (await attach.Stage(registration, input.Files, AttachedTo.Answer, actor.Person, clock.GetUtcNow(), ct) is { } full)
            return full;
        if (input.Files.Count > 0)
            registration.Prove(await world.Terms(ct), clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;

namespace Entente.Registrations.AskInfo;

/// <param name="Version">Of the registration on the page that was looked at.</param>
public sealed record AskInput(string Number, int Version, InfoTopic Topic, string? Question);

/// <summary>Asks the partner something. The decision clock stands still until the answer; unanswered for 14 days, the claim is withdrawn.</summary>
public sealed class AskForInfo(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result> Run(AskInput input, CancellationToken ct)
    {
        if (Deciding.MayNot(actor) is { } forbidden)
            return forbidden;
        var topic = Enum.IsDefined(input.Topic) ? null : Refusals.NoTopic;
        if (ClaimReader.Lines(input.Question) is not { Length: <= Refusals.LongestNote } question)
            return Faults.Of(topic, Refusals.NoQuestion)!;
        if (topic is not null)
            return topic;

        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        if (Deciding.NotNow(desk.Registration, input.Version, RegistrationState.NeedsInfo) is { } late)
            return late;
        desk.Registration.Ask(input.Topic, question, actor.Person, await world.Terms(ct), clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

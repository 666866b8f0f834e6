using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Appeals;

/// <param name="Words">Why the decision is wrong.</param>
/// <param name="Artifacts">What shows it; empty ones are left out.</param>
public sealed record AppealInput(string Number, string? Words, IReadOnlyList<Artifact> Artifacts)
{
    /// <summary>Files that show it: one of them is as good as a text.</summary>
    public IReadOnlyList<Upload> Files { get; init; } = [];
}

/// <summary>
/// The partner appeals against a refusal, within the days the policy gives, once for each decision. Somebody who did not decide first
/// answers. The same appeal sent twice is kept once.
/// </summary>
public sealed class MakeAppeal(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, AttachFiles attach)
{
    public async Task<Result> Run(AppealInput input, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, PartnerRights.Appeal) is { } forbidden)
            return forbidden;
        var artifacts = input
            .Artifacts.Select(a => a with { Text = ClaimReader.Lines(a.Text) ?? "" })
            .Where(a => a.Text.Length > 0)
            .ToList();
        var words = ClaimReader.Lines(input.Words);
        if (
            Faults.Of(
                words is null or { Length: > ClaimReader.LongestText } ? Refusals.NoAppealWords : null,
                (artifacts.Count == 0 && input.Files.Count == 0)
                || artifacts.Exists(a => a.Text.Length > ClaimReader.LongestText || !Enum.IsDefined(a.Kind))
                    ? Refusals.NoArtifact
                    : null,
                AttachFiles.WhyNot(input.Files)
            ) is
            { } wrong
        )
            return wrong;
        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, terms, now) = (desk.Registration, await world.Terms(ct), clock.GetUtcNow());
        if (registration.Appeals.MaxBy(a => a.At) is { } last && last.Words == words && last.By == actor.Person && registration.Appealed)
            return Result.Done;
        if (registration.Appealed)
            return Refusals.AppealedOnce;
        // Whoever is not told of a decision yet has nothing to appeal against.
        if (registration.MayUndo(now) || !Appealing.May(registration.State, registration.DecidedAt, false, terms, now))
            return Refusals.NoAppeal(registration, now, terms);
        registration.AppealAgainst(words!, artifacts, actor.Person, terms, now);
        if (await attach.Stage(registration, input.Files, AttachedTo.Appeal, actor.Person, now, ct) is { } full)
            return full;
        await desk.Save(ct);
        return Result.Done;
    }
}

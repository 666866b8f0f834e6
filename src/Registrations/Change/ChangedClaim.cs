using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Change;

/// <param name="Claim">The whole claim as it shall be; what is left empty is taken away.</param>
public sealed record ChangeInput(string Number, ClaimInput Claim);

/// <summary>What a change came to.</summary>
/// <param name="Reviewed">Somebody looks at it first.</param>
/// <param name="Why">In a sentence, when it is looked at.</param>
public sealed record Changed(bool Reviewed, string? Why);

/// <summary>Reads a changed claim with the one reader of all channels.</summary>
internal static class ChangedClaim
{
    public static async Task<Result<Claim>> Read(ClaimInput input, Actor actor, ClaimWorld world, DateTimeOffset now, CancellationToken ct)
    {
        var (terms, workspace) = (await world.Terms(ct), await world.Workspace(ct));
        var claimant = actor.Partner is { } partner ? await world.Partner(partner, ct) : null;
        var read = ClaimReader.Read(input, workspace.Currency, terms.Calendar.DateAt(now), Demands, await world.Sites(ct));
        if (!read.Ok)
            return read.Problem;
        return OwnChecks.Lacking(read.Value, Demands(read.Value)) is { Count: > 0 } missing ? Refusals.Unfit(missing) : read;

        Policy Demands(Claim claim) => claimant is null ? terms.Policy : terms.For(Segment.Of(claim, claimant)).Policy;
    }

    /// <summary>The CRM's own fields are asked once, with the claim: a change keeps them.</summary>
    public static Claim Keep(Registration registration, Claim claim) => claim with { Custom = registration.AsClaim().Custom };

    /// <summary>The last change again: a double click.</summary>
    public static bool IsSame(Registration registration, Claim claim) => ClaimChanges.Between(registration.AsClaim(), claim).Count == 0;

    public static Problem? MayNot(Actor actor) => Partnering.MayNot(actor, Access.PartnerRights.Register);
}

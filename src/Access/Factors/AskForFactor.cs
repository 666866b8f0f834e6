using Entente.Access.Model;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>Who must have a second factor.</summary>
internal sealed record FactorPolicy(bool Staff, bool Partners);

/// <summary>Decides whether staff, whether partner people must have a second factor in this workspace. Counts from the next request on.</summary>
internal sealed class AskForFactor(EntenteDb db, Actor actor, CurrentSession current)
{
    public static Problem MayNot => Problem.Forbidden("sign_in.may_not", "Only an owner or admin decides how people sign in.");

    public async Task<FactorPolicy> Now(CancellationToken ct) =>
        await db.Set<SignInPolicy>().Select(p => new FactorPolicy(p.Staff, p.Partners)).SingleOrDefaultAsync(ct) ?? new(false, false);

    public async Task<Result> Run(FactorPolicy policy, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        // Who demands it goes first: they notice what it means before everybody else does.
        if (policy.Staff && current.Visit is { HasFactor: false, Whole: false })
            return Problem.Invalid("sign_in.own_first", "staff", "Set up a second factor for yourself first, on your own page.");
        await using var held = await db.Hold(["sign-in-policy"], ct);
        if (await db.Set<SignInPolicy>().SingleOrDefaultAsync(ct) is not { } kept)
            db.Add(kept = SignInPolicy.Of(db.Workspace.Value));
        kept.Ask(policy.Staff, policy.Partners);
        await held.Save(ct);
        return Result.Done;
    }
}

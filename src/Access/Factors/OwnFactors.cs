using Entente.Access.Model;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>A person keeps their own factors: names, removes, makes recovery codes anew. The pages ask for a fresh factor first.</summary>
internal sealed class OwnFactors(EntenteDb db, Actor actor, CurrentSession current, FactorShelf shelf, FactorMail mail, TimeProvider clock)
{
    public static Problem Gone => Problem.NotFound("factor.not_found", "There is no such factor.");

    public async Task<Result> Rename(CredentialId id, string? name, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name) || AddApp.Name(name, "") is not { } called)
            return Problem.Invalid("factor.name", "name", "Give it a name of up to 60 characters.");
        if (await Find(id, ct) is not { } factor)
            return Gone;
        factor.Rename(called);
        db.Witness("factor.renamed", About, ("name", null, called));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Refused for the last one where the workspace asks for a second factor.</summary>
    public async Task<Result> Remove(CredentialId id, CancellationToken ct)
    {
        var session = current.Required;
        if (!session.IsFresh(clock.GetUtcNow()))
            return Problem.Forbidden("factor.stale", "Confirm first that it is you.");
        await using var held = await db.Hold([$"factor:{session.Person.Value:N}"], ct);
        if (await Find(id, ct) is not { } factor)
            return Gone;
        var counting = await (await shelf.Counting(session.Person, ct)).ToListAsync(ct);
        var last = counting.Count(c => c.Kind is not CredentialKind.Recovery) == 1;
        if (last && await db.Set<SignInPolicy>().AnyAsync(p => actor.Partner == null ? p.Staff : p.Partners, ct))
            return Problem.Conflict(
                "factor.last",
                "This workspace asks everybody on your side for a second factor. Add another one first, then remove this one."
            );
        db.Remove(factor);
        if (last)
            db.RemoveRange(counting.Where(c => c.Kind is CredentialKind.Recovery));
        db.Witness("factor.removed", About, ("kind", factor.Kind.ToString(), null), ("name", factor.Name, null));
        await mail.Removed(ProveFactor.Card(session), factor.Kind is CredentialKind.App ? "An authenticator app" : "A passkey", ct);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>New recovery codes; those of before work no more.</summary>
    public async Task<Result<FactorMade>> NewCodes(CancellationToken ct)
    {
        var (session, now) = (current.Required, clock.GetUtcNow());
        if (!session.HasFactor || !session.IsFresh(now))
            return Problem.Forbidden("factor.stale", "Confirm first that it is you.");
        await using var held = await db.Hold([$"factor:{session.Person.Value:N}"], ct);
        var codes = await shelf.StageCodes(session.Person, await shelf.ScopeOf(session, ct), now, ct);
        db.Witness("factor.codes_made", About, ("codes", null, $"{codes.Count}"));
        await mail.NewCodes(ProveFactor.Card(session), ct);
        await held.Save(ct);
        return new FactorMade(codes);
    }

    private SubjectRef About => new("person", current.Required.Person.Value);

    private async Task<Credential?> Find(CredentialId id, CancellationToken ct) =>
        await (await shelf.Counting(current.Required.Person, ct)).SingleOrDefaultAsync(
            c => c.Id == id && c.Kind != CredentialKind.Recovery,
            ct
        );
}

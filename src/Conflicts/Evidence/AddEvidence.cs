using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Evidence;

/// <summary>
/// A partner adds what supports its own claim. It may at any time while the claim is open, whether or not anybody else wants the company: so
/// the form tells nothing. The same entry sent twice is kept once.
/// </summary>
public sealed class AddEvidence(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests)
{
    private const int Most = 20;

    public async Task<Result> Run(RegistrationId claim, string? words, CancellationToken ct)
    {
        if (Refusals.NotPartner(actor, PartnerRights.Answer) is { } forbidden)
            return forbidden;
        if (Wrong(words, out var text) is { } wrong)
            return wrong;
        if ((await contests.These([claim], ct)).SingleOrDefault() is not { } own)
            return Refusals.NoClaim;
        if (!own.IsOpen)
            return Refusals.ClaimOver;
        await using var held = await db.Hold([$"evidence:{claim.Value:N}"], ct);
        var known = await db.Set<ClaimEvidence>().Where(e => e.About == claim.Value).Select(e => e.Words).ToListAsync(ct);
        if (known.Contains(text))
            return Result.Done;
        if (known.Count >= Most)
            return Refusals.EvidenceFull;
        db.Add(ClaimEvidence.Of(own.Partner, claim.Value, text, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return Result.Done;
    }

    internal static Problem? Wrong(string? words, out string text)
    {
        text = TypedText.Lines(words);
        return text.Length == 0 ? Refusals.NoEvidence
            : text.Length > Refusals.LongestText ? Refusals.EvidenceTooLong
            : null;
    }
}

/// <summary>Staff add what the vendor's own sales bring to a case.</summary>
public sealed class AddOwnEvidence(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Run(string number, string? words, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (AddEvidence.Wrong(words, out var text) is { } wrong)
            return wrong;
        await using var desk = await CaseDesk.Take(db, number, ct);
        if (desk?.Case.Sides.Find(s => s.Key == Rules.Party.DirectKey) is not { Opportunity: { } deal })
            return Refusals.NotFound;
        if (!desk.Case.IsOpen)
            return Refusals.NotNow(desk.Case);
        if (!await db.Set<ClaimEvidence>().AnyAsync(e => e.About == deal && e.Words == text, ct))
            db.Add(ClaimEvidence.Of(null, deal, text, actor.Person, clock.GetUtcNow()));
        await desk.Save(ct);
        return Result.Done;
    }
}

using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Extend;

/// <param name="Grant">Longer by what the policy gives; otherwise not, with a reason.</param>
/// <param name="Note">To the partner; needed for a refusal.</param>
public sealed record ExtensionAnswer(string Number, bool Grant, string? Note);

/// <summary>Somebody decides on a request for a longer protection. Of two who answer at once, one does.</summary>
public sealed class AnswerExtension
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;

    internal AnswerExtension(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.crm) = (db, actor, clock, world, crm);

    public async Task<Result> Run(ExtensionAnswer input, CancellationToken ct)
    {
        if (Deciding.MayNot(actor) is { } forbidden)
            return forbidden;
        var note = ClaimReader.Lines(input.Note);
        if (note?.Length > Refusals.LongestNote || (note is null && !input.Grant))
            return Refusals.NoExtensionNote;
        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, terms, now) = (desk.Registration, await world.Terms(ct), clock.GetUtcNow());
        if (registration.AskedExtension is null)
            return Refusals.NoExtensionAsked;
        if (!input.Grant)
            registration.RefuseExtension(note!, actor.Person, now);
        else if (Partnering.NotProtected(registration, now) is { } late)
            return late;
        else
        {
            registration.GrantExtension(terms.Policy.Extending.Days, note, actor.Person, terms, now);
            await crm.RequestExtended(registration, terms.Zone, now, ct);
        }
        await desk.Save(ct);
        return Result.Done;
    }
}

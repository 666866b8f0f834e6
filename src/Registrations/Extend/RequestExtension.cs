using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Extend;

/// <summary>What came of a request.</summary>
/// <param name="Granted">At once, because evidence is on record; otherwise somebody decides.</param>
public sealed record ExtensionAsked(bool Granted);

/// <summary>
/// The partner asks for a longer protection. With fresh evidence it is longer at once; without, somebody decides. At most so many as the
/// policy says, one request at a time; asking twice asks once.
/// </summary>
public sealed class RequestExtension
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;

    internal RequestExtension(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.crm) = (db, actor, clock, world, crm);

    public async Task<Result<ExtensionAsked>> Run(string number, string? words, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, PartnerRights.Appeal) is { } forbidden)
            return forbidden;
        if (ClaimReader.Lines(words) is not { Length: <= Refusals.LongestNote } why)
            return Refusals.NoExtensionWords;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, terms, now) = (desk.Registration, await world.Terms(ct), clock.GetUtcNow());
        if (Partnering.NotProtected(registration, now) is { } late)
            return late;
        if (registration.AskedExtension is { } waiting)
            return waiting.Words == why ? new ExtensionAsked(false) : Refusals.ExtensionAsked;
        if (registration.ExtensionsUsed >= terms.Policy.Extending.Most)
            return Refusals.NoExtensionLeft(terms.Policy.Extending);
        // What it has runs on; more is not given to a partner that may claim nothing.
        if (await world.Partner(registration.PartnerId, ct) is not { MayRegister: true })
            return Refusals.PartnerInactive;
        var granted = registration.AskToExtend(why, actor.Person, terms, now);
        if (granted)
            await crm.RequestExtended(registration, terms.Zone, now, ct);
        await desk.Save(ct);
        return new ExtensionAsked(granted);
    }
}

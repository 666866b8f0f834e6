using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Mails;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Release;

/// <summary>
/// Somebody of the vendor releases a protection, with a reason that stays in the record: the only way in which another partner's claim can
/// follow while a protection runs. The partner is told that it ended, not for whom.
/// </summary>
public sealed class ReleaseProtection
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly PartnersApi partners;
    private readonly CrmSide crm;

    internal ReleaseProtection(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, PartnersApi partners, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.partners, this.crm) = (db, actor, clock, world, partners, crm);

    /// <param name="version">Of the registration on the page that was looked at.</param>
    /// <param name="why">For the record; the partner does not read it.</param>
    public async Task<Result> Run(string number, int version, string? why, CancellationToken ct)
    {
        if (Deciding.MayNot(actor) is { } forbidden)
            return forbidden;
        if (ClaimReader.Lines(why) is not { Length: <= Refusals.LongestNote } reason)
            return Refusals.NoReleaseReason;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, now) = (desk.Registration, clock.GetUtcNow());
        if (registration.Version != version)
            return Refusals.Stale(registration);
        if (Partnering.NotProtected(registration, now) is { } late)
            return late;
        registration.Release(reason, actor.Person, now);
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        var zone = (await world.Workspace(ct)).TimeZone;
        await crm.RequestEnd(registration, partner.Name, zone, now, ct, MailTexts.ProtectionEnded(registration));
        await desk.Save(ct);
        return Result.Done;
    }
}

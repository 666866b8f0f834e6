using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>
/// The owner of a partner's company in the CRM and its manager here follow each other: by who has the last word on that field, another owner becomes the
/// manager or is proposed (<see cref="Rules.CompanyOwners"/>). An owner who is nobody here changes nothing.
/// </summary>
internal sealed class FollowOwner(EntenteDb db, CrmApi crm, CrmOwners owners)
    : IHandle<CrmAccountChanged>,
        IHandle<CrmMirrorComplete>,
        IScheduled
{
    public async Task Handle(CrmAccountChanged what, Telling telling, CancellationToken ct)
    {
        if (what.Deleted || !await db.Set<Partner>().AnyAsync(p => p.Account == what.Account, ct))
            return;
        await db.Lock([PartnerCompanies.Lock], ct);
        await Follow(await db.Set<Partner>().Where(p => p.Account == what.Account).ToListAsync(ct), ct);
    }

    public async Task Handle(CrmMirrorComplete what, Telling telling, CancellationToken ct)
    {
        await db.Lock([PartnerCompanies.Lock], ct);
        await Follow(await All(ct), ct);
    }

    /// <summary>Each day: whoever was mapped to somebody else meanwhile, or has joined.</summary>
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold([PartnerCompanies.Lock], ct);
        await Follow(await All(ct), ct);
        await held.Save(ct);
    }

    private Task<List<Partner>> All(CancellationToken ct) => db.Set<Partner>().Where(p => p.Account != null).ToListAsync(ct);

    private async Task Follow(List<Partner> partners, CancellationToken ct)
    {
        if (partners.Count == 0 || await crm.Connection(ct) is not { } connection)
            return;
        var mapping = await crm.Mapping(connection.Id, ct);
        if (mapping.Field(CrmObject.Account, CrmFields.OwnerId) is { Reads: false })
            return;
        var accounts = (await crm.Accounts([.. partners.Select(p => p.Account!.Value)], ct))
            .Where(a => a.Connection == connection.Id && a is { Deleted: false, OwnerId: not null })
            .ToDictionary(a => a.Id);
        var people = await owners.People([.. accounts.Values.Select(a => (a.Connection, a.OwnerId!)).Distinct()], ct);
        // As the CRM's own fields are where nobody set anything; one that is not written is the CRM's.
        var field = mapping.Writes(CrmObject.Account, CrmFields.OwnerId)
            ? mapping.OwnerOf(CrmObject.Account, CrmFields.OwnerId) ?? FieldOwner.Crm
            : FieldOwner.Crm;
        foreach (var partner in partners)
            if (
                accounts.TryGetValue(partner.Account!.Value, out var account)
                && people.TryGetValue((account.Connection, account.OwnerId!), out var person)
            )
                partner.HearOwner(field, account.OwnerId!, person.Id);
    }
}

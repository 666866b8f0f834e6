using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sync;
using Entente.Platform.Data;

namespace Entente.Crm.Write;

/// <summary>
/// What of a step goes into a record that exists already: fields that Entente may write there, and has not written since; and no account, where the
/// record has one: whom a deal or a person is with is the CRM's from then on.
/// </summary>
internal sealed class StepFields(EntenteDb db, FieldOwners owners, CrmConnectors connectors)
{
    /// <param name="personal">A person's own change (<see cref="CrmWriteStep.ByPerson"/>).</param>
    /// <param name="again">It was tried before: it may have been taken.</param>
    public async Task<CrmResult<CrmUpsert>> Narrow(
        WriteEntry entry,
        ICrmConnector connector,
        CrmUpsert upsert,
        bool personal,
        bool again,
        CancellationToken ct
    )
    {
        var id = upsert.ExistingId!;
        var ledger = (await LedgerSql.Read(db, entry.ConnectionId, upsert.Kind, [id], ct)).GetValueOrDefault(id) ?? [];
        // A write that was refused and is tried again must not go over what was decided after it.
        var fields = upsert
            .Fields.Where(f => !(ledger.TryGetValue(f.Key, out var last) && last.Write != entry.Id && last.DecidedAt > entry.DecidedAt))
            .ToDictionary();
        var rules = await owners.Of(entry.ConnectionId, upsert.Kind, ct);
        FieldOwner OwnerOf(string field) =>
            !personal ? rules.Of(field)
            : again ? FieldOwner.Newest
            : FieldOwner.Entente;
        var placed = upsert.Kind is CrmObject.Contact or CrmObject.Deal && upsert.Links.Any(l => l.To == CrmObject.Account);
        if (!placed && fields.Keys.All(f => OwnerOf(f) == FieldOwner.Entente))
            return upsert with { Fields = fields };

        var read = await connector.ReadByIds(upsert.Kind, [id], CrmLane.Write, ct);
        if (!read.Ok)
            return read.Error;
        if (read.Value.Records.FirstOrDefault(r => !r.Deleted) is not { } there)
            // It is gone, or merged into one that was not looked at: what somebody else owns is left out, in case it is back in a moment.
            return upsert with { Fields = fields.Where(f => OwnerOf(f.Key) == FieldOwner.Entente).ToDictionary() };
        var changedAt = there.ModifiedAt - connectors.SkewOf(entry.ConnectionId);
        return upsert with
        {
            // A survivor answers for the one that was merged into it.
            ExistingId = there.Id,
            Fields = fields.Where(f => FieldRules.MayWrite(OwnerOf(f.Key), there[f.Key], changedAt, entry.DecidedAt)).ToDictionary(),
            Links =
                placed && there.Links.Any(l => l.To == CrmObject.Account)
                    ? [.. upsert.Links.Where(l => l.To != CrmObject.Account)]
                    : upsert.Links,
        };
    }
}

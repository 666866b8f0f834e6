using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mirror;

/// <summary>Who owns which field: what the mapping in force says, else the rule of the house.</summary>
internal sealed class FieldOwners(EntenteDb db)
{
    public async Task<OwnedFields> Of(CrmConnectionId connection, CrmObject kind, CancellationToken ct) =>
        new(
            kind,
            Json.Read<CrmMapping>(await db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.Mapping).SingleAsync(ct))
        );
}

/// <summary>Whose word is the last on the fields of one object. Pure.</summary>
internal sealed record OwnedFields(CrmObject Kind, CrmMapping Mapping)
{
    /// <summary>A field that is not written belongs to the CRM, whatever was chosen for it before.</summary>
    public FieldOwner Of(string field) =>
        Mapping.Writes(Kind, field) ? Mapping.OwnerOf(Kind, field) ?? FieldRules.Default(Kind, field) : FieldOwner.Crm;

    /// <summary>False: what stands in the CRM never comes to Entente, so that nobody can hold it against what was written.</summary>
    public bool Reads(string field) => Mapping.Field(Kind, field)?.Reads ?? true;

    /// <summary>An admin has chosen; otherwise it is the rule of the house.</summary>
    public bool IsSet(string field) => Mapping.OwnerOf(Kind, field) is not null;
}

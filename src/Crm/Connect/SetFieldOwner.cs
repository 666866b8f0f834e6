using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>An admin says who has the last word on a field.</summary>
public sealed class SetFieldOwner(EntenteDb db, Actor actor)
{
    /// <param name="field">A key of <see cref="CrmFields"/>, <see cref="EntenteFields"/>, or a raw one.</param>
    /// <param name="owner">Null: the rule of the house again.</param>
    public async Task<Result> Run(CrmConnectionId id, CrmObject kind, string field, FieldOwner? owner, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (!await db.Set<CrmConnection>().AnyAsync(c => c.Id == id, ct))
            return CrmRefusals.NoConnection;
        if (field is EntenteFields.Id or CrmFields.CreatedAt or "" || field.Length > 200)
            return Problem.Invalid("crm.field_owner", "field", "This field is not shared by the two sides.");

        await using var held = await db.Hold([$"crm-owners:{id}"], ct);
        var set = await db.Set<FieldOwnerRow>().SingleOrDefaultAsync(f => f.ConnectionId == id && f.Kind == kind && f.Field == field, ct);
        var before = set?.Owner ?? FieldRules.Default(kind, field);
        if (set is not null)
            db.Remove(set);
        await db.SaveChangesAsync(ct);
        if (owner is { } chosen)
            db.Add(
                new FieldOwnerRow
                {
                    ConnectionId = id,
                    Kind = kind,
                    Field = field,
                    Owner = chosen,
                }
            );
        db.Witness(
            "crm.field_owner_set",
            new SubjectRef("crm_connection", id.Value),
            ($"{kind}.{field}", before.ToString(), (owner ?? FieldRules.Default(kind, field)).ToString())
        );
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Fields for which something else than the rule of the house was set.</summary>
    public async Task<IReadOnlyDictionary<(CrmObject Kind, string Field), FieldOwner>> Set(CrmConnectionId id, CancellationToken ct) =>
        await db.Set<FieldOwnerRow>()
            .AsNoTracking()
            .Where(f => f.ConnectionId == id)
            .ToDictionaryAsync(f => (f.Kind, f.Field), f => f.Owner, ct);
}

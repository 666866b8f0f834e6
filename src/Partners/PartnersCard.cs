using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>
/// The published view <c>partners_card</c>: what lists of higher rooms may join to filter or sort by a partner's words.
/// Keyless, read only; both filters hold for it.
/// </summary>
public sealed class PartnersCard : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public string Name { get; private init; } = "";
    public PartnerType Type { get; private init; }
    public PartnerTier Tier { get; private init; }
    public string Region { get; private init; } = "";
    public PartnerStatus Status { get; private init; }
    public PersonId? Manager { get; private init; }
    public DateOnly Since { get; private init; }

    // A query of the model, not an object of the database: nothing to migrate, and row-level security applies to the tables themselves.
    internal static void Map(ModelBuilder model) =>
        model.Entity<PartnersCard>(c =>
        {
            c.HasNoKey();
            c.ToSqlQuery(
                """
                select p.workspace_id, p.partner_id, p.name, p.type, e.tier, p.region, p.status, p.manager, p.since
                  from partner p
                  join program g on g.workspace_id = p.workspace_id and g.is_default
                  join enrollment e on e.workspace_id = p.workspace_id and e.program_id = g.id and e.partner_id = p.partner_id
                """
            );
        });
}

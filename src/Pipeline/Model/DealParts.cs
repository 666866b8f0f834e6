using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>
/// Which partners have a part in a deal, without the filters that hang on who looks: whether somebody sees all of them is the very question.
/// Keyless and read only; nothing but ids, and used by filters alone.
/// </summary>
internal sealed class DealParts : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; private init; }
    public OpportunityId Deal { get; private init; }
    public PartnerId Concerns { get; private init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<DealParts>(d =>
        {
            d.HasNoKey();
            d.ToSqlQuery("select workspace_id, opportunity_id as deal, partner_id as concerns from opportunity_partner");
        });
}

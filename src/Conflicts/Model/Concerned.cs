using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Model;

/// <summary>
/// Which partners a case concerns, without the filters that hang on who looks: whether somebody sees all of them is the very question. Keyless and
/// read only; nothing but ids, and used by filters alone.
/// </summary>
internal sealed class CaseParties : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; private init; }
    public ConflictId CaseId { get; private init; }
    public PartnerId Concerns { get; private init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<CaseParties>(c =>
        {
            c.HasNoKey();
            c.ToSqlQuery(
                "select workspace_id, case_id, partner_id as concerns from case_side where partner_id <> '00000000-0000-0000-0000-000000000000'"
            );
        });
}

using Entente.Platform.Privacy;

namespace Entente.Partners.Privacy;

/// <summary>Rows that partners came from.</summary>
internal sealed class PartnersRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new(
            "partners.imports",
            "Rows of imports",
            "The rows of imports that are done or dropped are deleted. The partners and people that came of them stay, and so does that there was an import.",
            180,
            On: false
        )
        {
            Table = "partner_import_row",
            Due =
                "t.workspace_id = $1 and exists (select 1 from partner_import i where i.workspace_id = $1 and i.id = t.import_id and i.state in ('Done', 'Dropped') and i.ended_at < $2)",
            Sample =
                "(select i.name from partner_import i where i.workspace_id = t.workspace_id and i.id = t.import_id) || ', line ' || t.line",
        },
    ];
}

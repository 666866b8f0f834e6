using System.Runtime.CompilerServices;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Listed;
using Entente.Crm.Port;

namespace Entente.Pipeline.Safelist;

/// <summary>
/// The fields of deals and companies that the connected CRMs have now, under the CRM's own names (<c>crm.dealtype</c>, <c>crm.LeadSource</c>).
/// All hidden until the workspace says otherwise, a new one too; what tells of the vendor's own counting is locked.
/// </summary>
internal sealed class CrmFieldCatalog(CrmApi crm) : IFieldCatalog
{
    /// <summary>How likely the vendor thinks a deal is, what it counts on, and why it was lost: never a partner's to see.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "hs_deal_stage_probability",
        "hs_forecast_amount",
        "hs_forecast_probability",
        "hs_manual_forecast_category",
        "hs_projected_amount",
        "closed_lost_reason",
        "Probability",
        "ExpectedRevenue",
        "ForecastCategory",
        "ForecastCategoryName",
    };

    // One list per list of the CRM's: whoever asks tells by it that nothing changed.
    private static readonly ConditionalWeakTable<IReadOnlyList<CrmNativeField>, IReadOnlyList<CatalogField>> Made = [];

    public async ValueTask<IReadOnlyList<CatalogField>> Fields(CancellationToken ct) =>
        Made.GetValue(await crm.NativeFields(ct), static fields => [.. fields.Select(Listed)]);

    private static CatalogField Listed(CrmNativeField field) =>
        new(
            field.On is CrmObject.Deal ? SafeObjects.Opportunity : SafeObjects.Account,
            CrmFields.Raw(field.Name),
            field.Label,
            Locked: Kept.Contains(field.Name)
        );
}

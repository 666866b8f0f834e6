using Entente.Crm.Duplicates;
using Entente.Ui;
using Entente.Ui.Parts;

namespace Entente.Registrations.Duplicates;

/// <summary>The tabs above the duplicates: where each stands, and what was said of them.</summary>
internal static class DuplicateTabs
{
    /// <param name="shown">Null: what was said.</param>
    public static IReadOnlyList<ViewLink> Of(
        DuplicatePlace place,
        DuplicateView? shown,
        IReadOnlyDictionary<DuplicateView, int> counts,
        int said
    ) =>
        [
            .. Enum.GetValues<DuplicateView>()
                .Select(v => new ViewLink(
                    (place with { Filter = place.Filter with { View = v } }).List(),
                    Named(v),
                    v == shown,
                    Count(counts.GetValueOrDefault(v))
                )),
            new ViewLink(place.Said(), "Said so far", shown is null, Count(said)),
        ];

    public static async Task<Dictionary<DuplicateView, int>> Counts(DuplicateDesk desk, CancellationToken ct)
    {
        var counts = new Dictionary<DuplicateView, int>();
        foreach (var view in Enum.GetValues<DuplicateView>())
            counts[view] = await desk.Count(view, ct);
        return counts;
    }

    private static string? Count(int n) => n > 0 ? Format.Number(n) : null;

    private static string Named(DuplicateView view) =>
        view switch
        {
            DuplicateView.Open => "To decide",
            DuplicateView.Later => "Later",
            _ => "To merge in the CRM",
        };
}

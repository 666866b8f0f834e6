using System.Globalization;
using Entente.Partners.List;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Pipeline.List;

/// <summary>The pipeline's question and its address are one and the same.</summary>
internal static class PipelineAddress
{
    /// <summary>What cannot be read is no filter: a mistyped address still shows the list.</summary>
    public static PipelineQuery Read(IQueryCollection address) =>
        new(
            Enum<PipelineScope>(address["scope"]) ?? PipelineScope.Partners,
            Enum<OpportunityState>(address["state"]) ?? OpportunityState.Open,
            Text(address["q"]),
            Text(address["motion"]),
            Text(address["stage"]),
            Ids.TryParse<PartnerId>(address["partner"], out var partner) ? partner : null,
            Text(address["owner"]),
            Text(address["sort"]),
            int.TryParse(address["page"], CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1,
            address["view"] == "board"
        );

    public static string Of(string path, PipelineQuery query) =>
        Queries.Href(
            path,
            ("view", query.Board ? "board" : null),
            ("q", query.Text),
            ("scope", query.Scope is PipelineScope.Partners ? null : query.Scope.ToString()),
            ("state", query.State is OpportunityState.Open ? null : query.State.ToString()),
            ("motion", query.Motion),
            ("stage", query.Stage),
            ("partner", query.Partner?.Short()),
            ("owner", query.Owner),
            ("sort", query.Sort),
            ("page", query.Page > 1 ? query.Page.ToString(CultureInfo.InvariantCulture) : null)
        );

    /// <summary>Filters, order and view alone, as they are kept under a name.</summary>
    public static string Filters(PipelineQuery query) => Of("", query with { Page = 1 }).TrimStart('?');

    public static bool IsFiltered(PipelineQuery query) => query with { Sort = null, Page = 1, Board = false } != new PipelineQuery();

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static T? Enum<T>(string? text)
        where T : struct, Enum =>
        System.Enum.TryParse<T>(text, ignoreCase: true, out var value) && System.Enum.IsDefined(value) ? value : null;
}

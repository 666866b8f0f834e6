using Entente.Partners.List;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Entente.Pipeline.Credits;

/// <summary>What is asked of the overview, in its address; page and file read the same.</summary>
internal static class AttributionAddress
{
    public static AttributionAsked Read(IQueryCollection query) =>
        new(
            Word<AttributionBy>(query["by"]) ?? AttributionBy.Partner,
            query["show"] == "open",
            Word<CreditModel>(query["model"]),
            Quarter.TryParse(query["quarter"], out var quarter) ? quarter : null,
            query["group"].ToString() is { Length: > 0 and <= 60 } group ? group : null
        );

    public static string Href(string path, AttributionAsked asked) =>
        Queries.Href(
            path,
            ("by", asked.By is AttributionBy.Partner ? null : Of(asked.By)),
            ("show", asked.Open ? "open" : null),
            ("model", asked.Model is { } model ? Of(model) : null),
            ("quarter", asked.Quarter?.ToString()),
            ("group", asked.Group)
        );

    private static string Of<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static T? Word<T>(string? text)
        where T : struct, Enum =>
        !int.TryParse(text, out _) && Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;
}

using Entente.Platform.Matching;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Review;

/// <summary>What a claim says beyond what every claim says, label and value.</summary>
internal static class ReviewFurther
{
    public static IReadOnlyList<(string Label, string Value)> Of(Registration r, SiteList? sites)
    {
        var said = new List<(string, string)>();
        if (r.Incumbent is { } incumbent)
            said.Add(("Serves them today", incumbent.Words()));
        if (r.SecondPartner is { } second)
            said.Add(("Second partner", r.SecondRole is { } role ? $"{second}, {role.Words().ToLowerInvariant()}" : second));
        if (r.DiscountAsked is { } asked)
            said.Add(("Discount asked for", PercentText.Words(asked)));
        if (sites is not null)
            said.Add(("Sites, by this workspace’s list", SiteWords(sites)));
        said.AddRange(r.Custom.Select(v => (v.Label, v.Shown)));
        return said;
    }

    private static string SiteWords(SiteList sites) =>
        string.Join(", ", sites.ProveNothing.Select(s => $"{s} proves nothing").Concat(sites.Prove.Select(s => $"{s} proves a company")))
        + $"; version {sites.Version}";
}

using Entente.Access.Rules;
using Entente.Access.Safelist;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.People;

/// <summary>A data scope as people read and fill it in.</summary>
internal static class ScopeText
{
    /// <summary><c>every partner</c>; <c>Resellers or MSPs, in EMEA, own partners only</c>.</summary>
    public static string Of(DataScope scope, SafelistSegments names)
    {
        if (scope.IsEverything)
            return "every partner";
        string?[] parts =
        [
            Any(scope.Types.Select(t => Label(names.Types, t)), ""),
            Any(scope.Tiers.Select(t => Label(names.Tiers, t)), "tier "),
            Any(scope.Regions, "in "),
            scope.OwnPartners ? "own partners only" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    public static DataScope Read(IFormCollection form) =>
        new(
            [.. Values(form, "Scope.Regions")],
            [.. Values(form, "Scope.Types")],
            [.. Values(form, "Scope.Tiers")],
            form["Scope.Own"] == "true"
        );

    private static IEnumerable<string> Values(IFormCollection form, string name) =>
        form[name].OfType<string>().Where(v => v.Length is > 0 and <= 100);

    private static string Label(IReadOnlyList<SafelistSegment> all, string name) => all.FirstOrDefault(s => s.Name == name)?.Label ?? name;

    private static string? Any(IEnumerable<string> words, string before)
    {
        var all = words.ToList();
        return all.Count == 0 ? null : before + string.Join(" or ", all);
    }
}
